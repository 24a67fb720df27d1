using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageClassification.Data.Drawing;

/// <summary>Where a shape lies in a picture and how it is turned, stretched, sheared and bent.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Pose
{
    private readonly Vector2 _middle;
    private readonly Vector2 _row1;
    private readonly Vector2 _row2;
    private readonly float _bend;
    private readonly float _bendFrequency;
    private readonly float _bendPhase;

    private Pose(Vector2 middle, Vector2 row1, Vector2 row2, float size, float bend, float bendFrequency, float bendPhase)
    {
        _middle = middle;
        _row1 = row1;
        _row2 = row2;
        Size = size;
        _bend = bend;
        _bendFrequency = bendFrequency;
        _bendPhase = bendPhase;
    }

    /// <summary>Pixels for a distance of 1 in the shape's own coordinates.</summary>
    public float Size { get; }

    /// <summary>Draws a pose.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="size">Pixels for a distance of 1 in the shape's own coordinates.</param>
    /// <param name="offset">How far from the middle of the picture the shape may lie, in pixels each way.</param>
    /// <param name="distortion">How much it is stretched, sheared and bent: 0 not at all, 1 so much that shapes begin to be confused.</param>
    public static Pose Draw(ref SeededRandom random, float size, float offset, float distortion)
    {
        var middle = new Vector2(random.Between(-offset, offset), random.Between(-offset, offset));
        var stretch = MathF.Exp(distortion * random.Between(-0.3f, 0.3f));
        var shear = distortion * random.Between(-0.35f, 0.35f);
        var (sin, cos) = MathF.SinCos(random.Between(0, MathF.Tau));

        var row1 = new Vector2(cos, sin) / (size * stretch);
        var row2 = (new Vector2(-sin, cos) * (stretch / size)) + (row1 * shear);
        return new Pose(
            middle, row1, row2, size, distortion * random.Between(0, 0.22f), random.Between(1.5f, 3.5f), random.Between(0, MathF.Tau));
    }

    /// <summary>Takes a point of the picture, in pixels from its middle, to the shape's own coordinates.</summary>
    public Vector2 ToShape(Vector2 point)
    {
        var offset = point - _middle;
        var x = Vector2.Dot(offset, _row1);
        var y = Vector2.Dot(offset, _row2);
        return new Vector2(
            x + (_bend * MathF.Sin((_bendFrequency * y) + _bendPhase)),
            y + (_bend * MathF.Sin((_bendFrequency * x) - _bendPhase)));
    }
}
