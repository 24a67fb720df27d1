using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Images of another size.</summary>
internal static class ResizeForms
{
    private const double CubicCoefficient = -0.75;

    /// <summary>What <c>nn.functional.interpolate</c> computes.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="size">The extents behind the channels, or one for all; null where factors are given.</param>
    /// <param name="factors">The factors, or one for all.</param>
    /// <param name="mode">How the elements in between are made.</param>
    /// <param name="alignsCorners">Whether the corners keep their places.</param>
    /// <param name="recomputes">Whether the factors are made exact from the rounded extents.</param>
    public static GraphValue Interpolate(GraphValue input, long[]? size, double[]? factors, InterpolationMode mode, bool alignsCorners, bool recomputes)
    {
        var extents = input.Type.Shape[2..];
        size = Each(size, extents.Length);
        factors = Each(factors, extents.Length);
        var whole = size ?? [.. extents.Zip(factors!, static (extent, factor) => (long)Math.Floor(extent * factor))];
        if (mode == InterpolationMode.Area)
            return PoolForms.AdaptiveAverage(input, whole);

        var attributes = new GraphAttributeCollection
        {
            { "mode", mode switch { InterpolationMode.Nearest or InterpolationMode.NearestExact => "nearest", InterpolationMode.Bicubic => "cubic", _ => "linear" } },
            { "coordinate_transformation_mode", Coordinates(mode, alignsCorners) },
        };
        if (mode is InterpolationMode.Nearest or InterpolationMode.NearestExact)
            attributes.Add("nearest_mode", mode == InterpolationMode.Nearest ? "floor" : "round_prefer_ceil");
        if (mode == InterpolationMode.Bicubic)
            attributes.Add("cubic_coeff_a", CubicCoefficient);

        // Where an extent is rounded, torch maps coordinates by the factor that was given, not by the one that came out.
        var isRounded = factors is not null && !recomputes && !alignsCorners
            && whole.Zip(extents, factors).Any(static axis => axis.First != axis.Second * axis.Third);
        if (isRounded)
            attributes.Add("scales", (float[])[1, 1, .. factors!.Select(static factor => (float)factor)]);
        else
            attributes.Add("sizes", (long[])[input.Type.Shape[0], input.Type.Shape[1], .. whole]);

        return input.Node("Resize", attributes);
    }

    private static string Coordinates(InterpolationMode mode, bool alignsCorners) => mode switch
    {
        InterpolationMode.Nearest => "asymmetric",
        _ when alignsCorners => "align_corners",
        _ => "half_pixel",
    };

    private static T[]? Each<T>(T[]? values, int dimensions) => values is [var one] ? [.. Enumerable.Repeat(one, dimensions)] : values;
}
