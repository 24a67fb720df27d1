using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How an element between those of an image is made.</summary>
    public enum GridSampleMode
    {
        /// <summary>The nearest one.</summary>
        Nearest = 0,

        /// <summary>The weighted mean of those around.</summary>
        Bilinear = 2,
    }

    /// <summary>What lies outside of an image.</summary>
    public enum GridSamplePaddingMode
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The image mirrored.</summary>
        Reflection = 1,

        /// <summary>The elements of the border.</summary>
        Border = 2,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator GridSampler = new("aten::grid_sampler");

            /// <summary>Takes elements of an image at places that a grid names, from -1 to 1 along each axis.</summary>
            /// <param name="input">(N, C, H, W) or (N, C, D, H, W).</param>
            /// <param name="grid">(N, H', W', 2) or (N, D', H', W', 3): the place along the last axis first.</param>
            /// <param name="mode">How elements in between are made.</param>
            /// <param name="padding_mode">What lies outside.</param>
            /// <param name="align_corners">Whether -1 and 1 are the middles of the outer elements; else their outer edges.</param>
            public static Tensor grid_sample(
                Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                GridSampler.Call(
                    input,
                    grid,
                    mode == GridSampleMode.Bilinear ? 0L : 1L,
                    padding_mode switch { GridSamplePaddingMode.Border => 1L, GridSamplePaddingMode.Reflection => 2L, _ => 0L },
                    align_corners ?? false);
        }
    }
}
