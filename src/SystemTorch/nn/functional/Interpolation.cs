using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator[] Nearest =
                [new("aten::upsample_nearest1d", "vec"), new("aten::upsample_nearest2d", "vec"), new("aten::upsample_nearest3d", "vec")];

            private static readonly Operator[] NearestExact =
            [
                new("aten::_upsample_nearest_exact1d", "vec"),
                new("aten::_upsample_nearest_exact2d", "vec"),
                new("aten::_upsample_nearest_exact3d", "vec"),
            ];

            private static readonly Operator Linear = new("aten::upsample_linear1d", "vec");
            private static readonly Operator Bilinear = new("aten::upsample_bilinear2d", "vec");
            private static readonly Operator BilinearAntialiased = new("aten::_upsample_bilinear2d_aa", "vec");
            private static readonly Operator Bicubic = new("aten::upsample_bicubic2d", "vec");
            private static readonly Operator BicubicAntialiased = new("aten::_upsample_bicubic2d_aa", "vec");
            private static readonly Operator Trilinear = new("aten::upsample_trilinear3d", "vec");

            /// <summary>Resizes the dimensions behind the channels.</summary>
            /// <param name="x">(N, C, ...) with one to three dimensions behind the channels.</param>
            /// <param name="size">The new sizes, or one for all; null where <paramref name="scale_factor"/> is given.</param>
            /// <param name="scale_factor">The factors, or one for all.</param>
            /// <param name="mode">How the elements in between are made.</param>
            /// <param name="align_corners">Whether the corners keep their places; for the linear and cubic modes only.</param>
            /// <param name="recompute_scale_factor">Whether the factors are made exact from the rounded sizes.</param>
            /// <param name="antialias">Whether shrinking in the bilinear and bicubic modes averages.</param>
            /// <exception cref="ArgumentException">The mode does not go with the number of dimensions or the options.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var dimensions = (int)x.dim() - 2;
                var sizes = Expand(size, dimensions);
                var factors = Expand(scale_factor, dimensions);
                if (factors is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    sizes = [.. factors.Select((factor, i) => (long)Math.Floor(x.size(i + 2) * factor))];
                    factors = null;
                }

                switch (mode)
                {
                    case InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area
                        when align_corners is not null:
                        throw new ArgumentException(
                            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear",
                            nameof(align_corners));
                    case InterpolationMode.Nearest when dimensions is >= 1 and <= 3:
                        return Nearest[dimensions - 1].Call(x, sizes, factors);
                    case InterpolationMode.NearestExact when dimensions is >= 1 and <= 3:
                        return NearestExact[dimensions - 1].Call(x, sizes, factors);
                    case InterpolationMode.Area when dimensions == 1:
                        return adaptive_avg_pool1d(x, sizes![0]);
                    case InterpolationMode.Area when dimensions == 2:
                        return adaptive_avg_pool2d(x, sizes!);
                    case InterpolationMode.Area when dimensions == 3:
                        return adaptive_avg_pool3d(x, sizes!);
                }

                var align = align_corners ?? false;
                return (mode, dimensions) switch
                {
                    (InterpolationMode.Linear, 1) => Linear.Call(x, sizes, align, factors),
                    (InterpolationMode.Bilinear, 2) => (antialias ? BilinearAntialiased : Bilinear).Call(x, sizes, align, factors),
                    (InterpolationMode.Bicubic, 2) => (antialias ? BicubicAntialiased : Bicubic).Call(x, sizes, align, factors),
                    (InterpolationMode.Trilinear, 3) => Trilinear.Call(x, sizes, align, factors),
                    _ => throw new ArgumentException($"Got {dimensions + 2}D input, which {mode} mode does not take.", nameof(x)),
                };
            }

            public static Tensor upsample(
                Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
                bool align_corners = false) =>
                interpolate(
                    input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            private static T[]? Expand<T>(T[]? values, int dimensions)
            {
                if (values is not [var value])
                    return values;

                var all = new T[dimensions];
                System.Array.Fill(all, value);
                return all;
            }
        }
    }
}
