using FsCheck;
using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

public sealed class SharedHistogramTests
{
    // Which of four collectors sees which of five tensors, in order.
    private static readonly Arbitrary<(int Collector, int Tensor)[]> Sequences =
        Gen.Choose(0, 3).SelectMany(static _ => Gen.Choose(0, 4), static (collector, tensor) => (collector, tensor)).ArrayOf().ToArbitrary();

    [Theory]
    [InlineData(HistogramForm.PowerOfTwo)]
    [InlineData(HistogramForm.FirstTensor)]
    public void WhateverCollectorsShareEachHoldsTheHistogramOfItsOwnTensors(HistogramForm form)
    {
        var property = Prop.ForAll(Sequences, sequence =>
        {
            using var scope = NewDisposeScope();
            Tensor[] tensors = [ones(3), ones(3) * 5, zeros(4), tensor(new[] { 0.25f, -8f }), tensor(new[] { 0.3f, 40f })];
            var options = new HistogramOptions { Form = form, Bins = 16, MaximumBins = 32 };
            var shared = Enumerable.Range(0, 4).Select(_ => new HistogramCollector(options)).ToList();
            var alone = Enumerable.Range(0, 4).Select(_ => new HistogramCollector(options)).ToList();
            HistogramCollector.Share(shared);
            foreach (var (collector, index) in sequence)
            {
                shared[collector].Collect(tensors[index]);
                alone[collector].Collect(tensors[index]);
            }

            return shared.Zip(alone).All(static pair => Same(pair.First, pair.Second));
        });

        // Short sequences, on which the ways meet and part again, are the hard ones, and many are needed to hit them all.
        property.Holds(times: 3000, endSize: 30);
    }

    [Fact]
    public void TensorThatIsRefusedLeavesEveryoneWhereTheyWere()
    {
        using var good = ones(3);
        using var bad = ones(3) * float.NaN;
        var (first, second, alone) = (new HistogramCollector(), new HistogramCollector(), new HistogramCollector());
        HistogramCollector.Share([first, second]);
        first.Collect(good);
        second.Collect(good);
        alone.Collect(good);

        Assert.Throws<CalibrationException>(() => second.Collect(bad));

        Assert.True(Same(alone, first) && Same(alone, second));
        Assert.Equal(1, second.Count);
    }

    [Fact]
    public void ActivationThatIsChangedInPlaceBetweenTwoReadersIsCountedForEachAsItWas()
    {
        using var net = new ChangesInPlace();
        using var input = tensor(new[] { -4f, 2f });
        using var calibrator = new Calibrator(net);

        calibrator.Collect([input.clone(), input.clone()]);
        calibrator.Compute(CalibrationMethod.Max);

        Assert.Equal(4f, net.before.Amax!.item<float>());
        Assert.Equal(2f, net.after.Amax!.item<float>());
    }

    [Fact]
    public void DigestsOfRowsThatDifferInOneValueDiffer() =>
        Prop.ForAll(SampleData.Arbitrary, Gen.Choose(0, int.MaxValue).ToArbitrary(), static (data, place) =>
        {
            var values = data.Values();
            var digest = new ContentDigest().Append(values);
            var equal = digest == new ContentDigest().Append(data.Values()) && digest.Largest == values.Max(MathF.Abs);
            values[place % values.Length] = -values[place % values.Length];
            return equal && digest != new ContentDigest().Append(values);
        }).Holds();

    [Fact]
    public void ChangesOfFewBitsInManyPlacesDoNotCancel()
    {
        // Zero and then signs, halves and doubles: changes of the sign and of the lowest bit of the exponent, in pairs at every distance.
        var seen = new HashSet<ContentDigest>();
        var rows = 0;
        for (var distance = 1; distance < 2048; distance++)
        {
            foreach (var (first, second) in new[] { (-1f, -1f), (2f, 0.5f), (0.5f, 2f), (-1f, 2f), (4f, 0.25f) })
            {
                var values = new float[4096];
                Array.Fill(values, 1f);
                values[17] *= first;
                values[17 + distance] *= second;
                seen.Add(new ContentDigest().Append(values));
                rows++;
            }
        }

        Assert.Equal(rows, seen.Count);
        float[] ones = [.. Enumerable.Repeat(1f, 4096)];
        float[] negated = [.. Enumerable.Repeat(-1f, 4096)];
        Assert.NotEqual(new ContentDigest().Append(ones), new ContentDigest().Append(negated));
    }

    [Fact]
    public void DigestsTellLengthsAndOrdersApart()
    {
        float[][] rows = [[], [0], [0, 0], [.. new float[64]], [.. new float[65]], [1, 2], [2, 1], [.. Enumerable.Range(0, 200)], [.. Enumerable.Range(0, 200).Reverse()]];

        Assert.Equal(rows.Length, rows.Select(static row => new ContentDigest().Append(row)).Distinct().Count());
    }

    private static bool Same(HistogramCollector left, HistogramCollector right) =>
        left.Count == right.Count && (left.Histogram(), right.Histogram()) switch
        {
            (null, null) => true,
            ({ } first, { } second) => first.Counts.SequenceEqual(second.Counts) && first.Edges.SequenceEqual(second.Edges) && first.Largest == second.Largest,
            _ => false,
        };

    private sealed class ChangesInPlace : Module<Tensor, Tensor>
    {
        public readonly TensorQuantizer before = new(new QuantDescriptor { Calibrator = CalibratorKind.Histogram });
        public readonly TensorQuantizer after = new(new QuantDescriptor { Calibrator = CalibratorKind.Histogram });

        public ChangesInPlace()
            : base(nameof(ChangesInPlace)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using var unchanged = before.call(input);
            return after.call(input.relu_());
        }
    }
}
