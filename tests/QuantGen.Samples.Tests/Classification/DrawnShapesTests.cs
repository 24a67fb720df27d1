using System.Numerics;
using ImageClassification.Data.Drawing;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class DrawnShapesTests
{
    [Fact]
    public void The_same_seed_draws_the_same_pictures_and_another_seed_others()
    {
        var first = DrawnShapes.Draw(100, 40, seed: 7);
        var again = DrawnShapes.Draw(100, 40, seed: 7);
        var other = DrawnShapes.Draw(100, 40, seed: 8);

        Assert.Equal(first.Training.Pixels, again.Training.Pixels);
        Assert.Equal(first.Test.Pixels, again.Test.Pixels);
        Assert.NotEqual(first.Training.Pixels, other.Training.Pixels);
    }

    [Fact]
    public void A_picture_depends_on_its_position_and_not_on_how_many_are_drawn()
    {
        var few = DrawnShapes.Draw(30, 30, seed: 1).Training;
        var many = DrawnShapes.Draw(90, 30, seed: 1).Training;

        Assert.Equal(few.Pixels, many.Pixels[..few.Pixels.Length]);
    }

    [Fact]
    public void Training_and_test_pictures_differ_and_the_classes_are_equally_frequent()
    {
        var data = DrawnShapes.Draw(200, 200, seed: 1);

        Assert.NotEqual(data.Training.Pixels, data.Test.Pixels);
        Assert.All(data.Training.Labels.CountBy(static label => label), static entry => Assert.Equal(20, entry.Value));
        Assert.Equal(10, data.ClassNames.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_shape_has_an_inside_an_outside_and_a_size_near_one()
    {
        foreach (var (name, shape) in Shape.Classes)
        {
            var inside = 0;
            for (var x = -1.4f; x <= 1.4f; x += 0.05f)
            {
                for (var y = -1.4f; y <= 1.4f; y += 0.05f)
                {
                    if (shape.Distance(new Vector2(x, y)) >= 0)
                        continue;

                    inside++;
                    Assert.True(new Vector2(x, y).Length() < 1.45f, $"{name} reaches to ({x}, {y}).");
                }
            }

            var area = inside * 0.05 * 0.05;
            Assert.True(area is > 0.6 and < 3.5, $"{name} has an area of {area}.");
        }
    }

    [Fact]
    public void The_distance_to_a_polygon_is_the_length_of_the_way_to_its_nearest_edge()
    {
        var cross = Polygon.Cross(reach: 1, halfWidth: 0.25f);

        Assert.Equal(-0.25f, cross.Distance(new Vector2(0.6f, 0)), 1e-5f);
        Assert.Equal(0.5f, cross.Distance(new Vector2(0, 1.5f)), 1e-5f);
        Assert.Equal(MathF.Sqrt(2) * 0.5f, cross.Distance(new Vector2(1.5f, 0.75f)), 1e-5f);
        Assert.Equal(0.25f, cross.Distance(new Vector2(0.5f, 0.5f)), 1e-5f);
    }

    [Fact]
    public void The_generator_s_numbers_are_those_of_SplitMix64_and_its_normal_values_have_mean_0_and_deviation_1()
    {
        var random = new SeededRandom(1, 2, 3);
        double sum = 0, squares = 0;
        const int Count = 200_000;
        for (var i = 0; i < Count; i++)
        {
            var value = random.NextNormal();
            sum += value;
            squares += value * value;
        }

        Assert.InRange(sum / Count, -0.01, 0.01);
        Assert.InRange(squares / Count, 0.99, 1.01);
    }
}
