using System.Numerics;

namespace ImageClassification.Data.Drawing;

/// <summary>
/// A set that is drawn and not downloaded: ten classes of shapes on 32x32 pixels, turned, stretched, bent, textured like their background,
/// partly covered and noisy. The same seed and size give the same pictures, whatever the number of threads.
/// </summary>
internal static class DrawnShapes
{
    /// <summary>Height and width of a picture in pixels.</summary>
    public const int Side = 32;

    /// <summary>How many training pictures are drawn unless said otherwise.</summary>
    public const int DefaultTraining = 12_000;

    /// <summary>The set that is drawn unless said otherwise.</summary>
    public const long DefaultSeed = 1;

    private const float Distortion = 0.6f;
    private const float Contrast = 40;
    private const float LeastDifference = 90;
    private const int TrainingStream = 1;
    private const int TestStream = 2;

    private static readonly Normalization Normalization = new([0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);

    /// <summary>Draws a training and a test set; classes are equally frequent in each.</summary>
    /// <param name="training">How many pictures to learn from.</param>
    /// <param name="test">How many pictures to test on.</param>
    /// <param name="seed">Chooses among all such sets.</param>
    public static ImageData Draw(int training, int test, long seed) => new(
        "shapes",
        DrawSet(training, seed, TrainingStream),
        DrawSet(test, seed, TestStream),
        [.. Shape.Classes.Select(static entry => entry.Name)]);

    private static ImageSet DrawSet(int count, long seed, int stream)
    {
        var set = new ImageSet(new byte[count * Side * Side * ImageSet.Channels], new byte[count], Side, Normalization);
        Parallel.For(0, count, index =>
        {
            var label = index % Shape.Classes.Count;
            var random = new SeededRandom(seed, stream, index);
            set.Labels[index] = (byte)label;
            DrawPicture(ref random, Shape.Classes[label].Shape, set.Pixels.AsSpan(index * set.PictureSize, set.PictureSize));
        });
        return set;
    }

    private static void DrawPicture(ref SeededRandom random, Shape shape, Span<byte> pixels)
    {
        var (ground, figure) = DrawColours(ref random);
        var groundTexture = Texture.Draw(ref random, ground, Contrast);
        var figureTexture = Texture.Draw(ref random, figure, Contrast);
        var pose = Pose.Draw(ref random, size: random.Between(8f, 12f), offset: 3, Distortion);

        var other = Shape.Classes[random.Next(Shape.Classes.Count)].Shape;
        var otherTexture = Texture.Draw(ref random, DrawColour(ref random), Contrast);
        var otherPose = Pose.Draw(ref random, size: random.Between(2f, 3.5f), offset: 14, Distortion);
        var noise = random.Between(4, 18);

        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var point = new Vector2(column - ((Side - 1) / 2f), row - ((Side - 1) / 2f));
                var colour = Cover(groundTexture.At(point), figureTexture, Coverage(shape, pose, point), point);
                colour = Cover(colour, otherTexture, Coverage(other, otherPose, point), point);
                Store(ref random, colour, noise, pixels.Slice(((row * Side) + column) * ImageSet.Channels, ImageSet.Channels));
            }
        }
    }

    /// <summary>How much of a pixel a shape covers: from 0 to 1 over one pixel's width at its edge.</summary>
    private static float Coverage(Shape shape, in Pose pose, Vector2 point)
    {
        const float Reach = 1.5f;

        var inShape = pose.ToShape(point);
        return inShape.LengthSquared() > Reach * Reach
            ? 0
            : Math.Clamp(0.5f - (shape.Distance(inShape) * pose.Size), 0, 1);
    }

    private static Vector3 Cover(Vector3 below, in Texture texture, float coverage, Vector2 point) =>
        coverage == 0 ? below : Vector3.Lerp(below, texture.At(point), coverage);

    private static void Store(ref SeededRandom random, Vector3 colour, float noise, Span<byte> pixel)
    {
        pixel[0] = ToByte(colour.X + (noise * random.NextNormal()));
        pixel[1] = ToByte(colour.Y + (noise * random.NextNormal()));
        pixel[2] = ToByte(colour.Z + (noise * random.NextNormal()));
    }

    private static byte ToByte(float level) => (byte)Math.Clamp(level + 0.5f, 0, 255);

    /// <summary>Two colours that differ enough in at least one channel.</summary>
    private static (Vector3 Ground, Vector3 Figure) DrawColours(ref SeededRandom random)
    {
        var ground = DrawColour(ref random);
        Vector3 figure;
        float difference;
        do
        {
            figure = DrawColour(ref random);
            var distance = Vector3.Abs(figure - ground);
            difference = MathF.Max(distance.X, MathF.Max(distance.Y, distance.Z));
        }
        while (difference < LeastDifference);

        return (ground, figure);
    }

    private static Vector3 DrawColour(ref SeededRandom random) =>
        new(random.Between(20, 235), random.Between(20, 235), random.Between(20, 235));
}
