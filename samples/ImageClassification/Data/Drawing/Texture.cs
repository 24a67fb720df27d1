using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageClassification.Data.Drawing;

/// <summary>Two colours in a random pattern: plain, a gradient, stripes, a chequer or blobs.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Texture
{
    private readonly Kind _kind;
    private readonly Vector3 _first;
    private readonly Vector3 _second;
    private readonly Vector2 _across;
    private readonly Vector2 _along;
    private readonly float _phase;

    private Texture(Kind kind, Vector3 first, Vector3 second, Vector2 across, Vector2 along, float phase)
    {
        _kind = kind;
        _first = first;
        _second = second;
        _across = across;
        _along = along;
        _phase = phase;
    }

    private enum Kind
    {
        Plain,
        Gradient,
        Stripes,
        Chequer,
        Blobs,
    }

    /// <summary>Draws a texture around a colour.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="colour">Red, green and blue from 0 to 255.</param>
    /// <param name="contrast">The most by which the second colour differs from the first, in levels.</param>
    public static Texture Draw(ref SeededRandom random, Vector3 colour, float contrast)
    {
        var kind = (Kind)random.Next(5);
        var second = colour + new Vector3(
            random.Between(-contrast, contrast), random.Between(-contrast, contrast), random.Between(-contrast, contrast));
        var (sin, cos) = MathF.SinCos(random.Between(0, MathF.Tau));
        var frequency = kind == Kind.Gradient ? 0.06f : random.Between(0.6f, 1.6f);
        return new Texture(
            kind, colour, second, new Vector2(cos, sin) * frequency, new Vector2(-sin, cos) * frequency, random.Between(0, MathF.Tau));
    }

    /// <summary>The colour at a point, in pixels from the middle of the picture.</summary>
    public Vector3 At(Vector2 point)
    {
        var across = Vector2.Dot(point, _across);
        var share = _kind switch
        {
            Kind.Gradient => Math.Clamp(0.5f + across, 0, 1),
            Kind.Stripes => 0.5f + (0.5f * MathF.Sin(across + _phase)),
            Kind.Chequer => MathF.Sin(across + _phase) * MathF.Sin(Vector2.Dot(point, _along)) > 0 ? 1f : 0f,
            Kind.Blobs => 0.5f + (0.25f * (MathF.Sin(across + _phase) + MathF.Sin((1.3f * Vector2.Dot(point, _along)) + across))),
            _ => 0,
        };
        return Vector3.Lerp(_first, _second, share);
    }
}
