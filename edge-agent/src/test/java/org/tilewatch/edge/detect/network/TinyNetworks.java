package org.tilewatch.edge.detect.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Networks of a few hundred bytes whose answers can be worked out on paper. Made with PyTorch 1.13 by
 *
 * <pre>{@code
 * import torch
 * class Tiny(torch.nn.Module):
 *     def __init__(self, of):
 *         super().__init__()
 *         self.of = of
 *     def forward(self, before, after):
 *         return self.of((before - after).abs())
 * def mix(*rows):
 *     layer = torch.nn.Conv2d(3, len(rows), 1, bias=False)
 *     layer.weight.data = torch.tensor(rows)[:, :, None, None]
 *     return layer
 * x = torch.rand(1, 3, 64, 64)
 * for name, of, first in (
 *     ("differences", mix([1., 0, 0], [0, 0, 1.]), "before"),
 *     ("other-inputs", mix([1., 0, 0]), "earlier"),
 *     ("one-channel", mix([1., 0, 0]), "before"),
 *     ("three-channels", torch.abs, "before"),
 *     ("half-size", torch.nn.AvgPool2d(2), "before"),
 *     ("one-size", lambda d: d[:, :1].reshape(1, 64, 64).reshape(1, 1, 64, 64), "before"),
 * ):
 *     torch.onnx.export(Tiny(of), (x, x), name + ".onnx", input_names=[first, "after"], output_names=["change"], opset_version=11)
 * }</pre>
 */
public final class TinyNetworks {

    private TinyNetworks() {}

    /** The file of that name, without its ending. */
    public static byte[] bytes(String name) {
        try (InputStream in = TinyNetworks.class.getResourceAsStream(name + ".onnx")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Structure is the difference of blue, change that of red, 255 being 1. */
    public static ChangeNetwork differences() throws UnusableNetwork {
        return ChangeNetwork.of(bytes("differences"), "differences");
    }
}
