/**
 * The database file of the state folder: opening, formats and their migration, transactions, salvage of a damaged one.
 */
@NullMarked
package org.tilewatch.edge.store.database;

import org.jspecify.annotations.NullMarked;
