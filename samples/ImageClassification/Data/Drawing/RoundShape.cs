using System.Numerics;

namespace ImageClassification.Data.Drawing;

/// <summary>A shape whose distance is a formula.</summary>
internal sealed class RoundShape(Func<Vector2, float> distance) : Shape
{
    public override float Distance(Vector2 point) => distance(point);
}
