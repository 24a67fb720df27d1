using System.Numerics;

namespace ImageClassification.Data.Drawing;

/// <summary>A closed polygon, convex or not.</summary>
internal sealed class Polygon : Shape
{
    private readonly Vector2[] _corners;
    private readonly Vector2[] _edges;
    private readonly float[] _inverseSquares;

    private Polygon(Vector2[] corners)
    {
        _corners = corners;
        _edges = new Vector2[corners.Length];
        _inverseSquares = new float[corners.Length];
        for (var i = 0; i < corners.Length; i++)
        {
            _edges[i] = corners[(i + corners.Length - 1) % corners.Length] - corners[i];
            _inverseSquares[i] = 1 / _edges[i].LengthSquared();
        }
    }

    public static Polygon Regular(int corners, float radius)
    {
        var points = new Vector2[corners];
        for (var i = 0; i < corners; i++)
            points[i] = OnCircle(radius, i / (float)corners);

        return new Polygon(points);
    }

    public static Polygon Star(int points, float outer, float inner)
    {
        var corners = new Vector2[2 * points];
        for (var i = 0; i < corners.Length; i++)
            corners[i] = OnCircle(i % 2 == 0 ? outer : inner, i / (float)corners.Length);

        return new Polygon(corners);
    }

    public static Polygon Cross(float reach, float halfWidth) => new(
    [
        new(reach, halfWidth), new(halfWidth, halfWidth), new(halfWidth, reach),
        new(-halfWidth, reach), new(-halfWidth, halfWidth), new(-reach, halfWidth),
        new(-reach, -halfWidth), new(-halfWidth, -halfWidth), new(-halfWidth, -reach),
        new(halfWidth, -reach), new(halfWidth, -halfWidth), new(reach, -halfWidth),
    ]);

    public static Polygon Angle(float reach, float width) => new(
    [
        new(-reach, -reach), new(reach, -reach), new(reach, width - reach),
        new(width - reach, width - reach), new(width - reach, reach), new(-reach, reach),
    ]);

    /// <inheritdoc/>
    /// <remarks>The nearest edge gives the distance, the parity of the edges that a ray crosses gives the sign.</remarks>
    public override float Distance(Vector2 point)
    {
        var nearest = float.MaxValue;
        var inside = false;
        var previous = _corners[^1];
        for (var i = 0; i < _corners.Length; i++)
        {
            var corner = _corners[i];
            var offset = point - corner;
            var along = Math.Clamp(Vector2.Dot(offset, _edges[i]) * _inverseSquares[i], 0, 1);
            nearest = MathF.Min(nearest, (offset - (_edges[i] * along)).LengthSquared());

            if (corner.Y > point.Y != previous.Y > point.Y
                && offset.X < offset.Y * _edges[i].X / _edges[i].Y)
            {
                inside = !inside;
            }

            previous = corner;
        }

        var distance = MathF.Sqrt(nearest);
        return inside ? -distance : distance;
    }

    private static Vector2 OnCircle(float radius, float turn)
    {
        var (sin, cos) = MathF.SinCos(turn * MathF.Tau);
        return new Vector2(radius * cos, radius * sin);
    }
}
