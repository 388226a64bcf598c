/**
 * The Linux GPIO character device (interface version 2) as a Pi4J provider, through Java's foreign function interface: outputs,
 * inputs with edge events and kernel timestamps, on x86_64 and arm64, without any native library of its own.
 */
@NullMarked
package org.tilewatch.edge.lamp.gpio;

import org.jspecify.annotations.NullMarked;
