/**
 * What the station remembers: one SQLite file with the ledger of files, the sites, their events and the outbox; tiles and chips as
 * files beside it.
 */
@NullMarked
package org.tilewatch.edge.store;

import org.jspecify.annotations.NullMarked;
