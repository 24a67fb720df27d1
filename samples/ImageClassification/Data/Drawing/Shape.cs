using System.Numerics;

namespace ImageClassification.Data.Drawing;

/// <summary>A shape around the origin, of a size near 1, as the signed distance of a point from its edge: negative inside.</summary>
internal abstract class Shape
{
    /// <summary>The ten classes, in the order of their labels.</summary>
    public static IReadOnlyList<(string Name, Shape Shape)> Classes { get; } =
    [
        ("disk", new RoundShape(static point => point.Length() - 0.9f)),
        ("ring", new RoundShape(static point => MathF.Abs(point.Length() - 0.72f) - 0.24f)),
        ("crescent", new RoundShape(static point => MathF.Max(point.Length() - 1, 0.78f - Vector2.Distance(point, new Vector2(0.5f, 0))))),
        ("half disk", new RoundShape(static point => MathF.Max((point + new Vector2(0, 0.4f)).Length() - 1.05f, -point.Y - 0.4f))),
        ("triangle", Polygon.Regular(corners: 3, radius: 1.15f)),
        ("square", Polygon.Regular(corners: 4, radius: 1.15f)),
        ("hexagon", Polygon.Regular(corners: 6, radius: 1)),
        ("star", Polygon.Star(points: 5, outer: 1.2f, inner: 0.52f)),
        ("cross", Polygon.Cross(reach: 1.05f, halfWidth: 0.36f)),
        ("angle", Polygon.Angle(reach: 0.95f, width: 0.7f)),
    ];

    /// <summary>The distance of a point from the edge, negative inside.</summary>
    public abstract float Distance(Vector2 point);
}
