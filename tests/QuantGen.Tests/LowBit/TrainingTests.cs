using QuantGen.LowBit;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>Every algorithm learns a small task, in a network of which the middle convolution is quantized.</summary>
public sealed class TrainingTests
{
    public static TheoryData<LowBitSide, LowBitSide> Pairs => new()
    {
        { new() { Algorithm = LowBitAlgorithm.DoReFa }, new() { Algorithm = LowBitAlgorithm.DoReFa } },
        { new() { Algorithm = LowBitAlgorithm.DoReFa, Levels = 2, ScaledBinary = true }, new() { Algorithm = LowBitAlgorithm.Pact, Bound = 4 } },
        { new(), new() },
        { new() { Levels = 3, Normalization = LowBitNormalization.MeanAndDeviation, NormalizeWholeTensor = true }, new() { WarmUpSteps = 5 } },
        { new() { Algorithm = LowBitAlgorithm.LsqStep }, new() { Algorithm = LowBitAlgorithm.LsqStep } },
        { new() { Algorithm = LowBitAlgorithm.LsqPlus }, new() { Algorithm = LowBitAlgorithm.LsqPlus } },
        { new() { Algorithm = LowBitAlgorithm.LqNets }, new() { Algorithm = LowBitAlgorithm.LqNets } },
        { new() { Algorithm = LowBitAlgorithm.Fatnn, Levels = 3 }, new() { Algorithm = LowBitAlgorithm.Fatnn } },
        { new() { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 }, new() { Algorithm = LowBitAlgorithm.Xnor, Levels = 2, Gradient = GradientKind.Triangle } },
        { new() { Algorithm = LowBitAlgorithm.XnorPlusPlus, Levels = 2 }, new() { Algorithm = LowBitAlgorithm.XnorPlusPlus, Levels = 2, Gradient = GradientKind.UnitWindow } },
        { new() { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3 }, new() },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TheLossFalls(LowBitSide weights, LowBitSide activations)
    {
        using var outer = NewDisposeScope();
        manual_seed(20261121);
        using var model = new Network(weights, activations);
        using var optimizer = optim.Adam(model.parameters(), lr: 0.01);
        var templates = randn([4, 3, 8, 8]);
        var (first, last) = (0f, 0f);
        for (var step = 0; step < 60; step++)
        {
            using var scope = NewDisposeScope();
            var labels = randint(4, [32]);
            var loss = nn.functional.cross_entropy(model.call(templates[labels] + (randn([32, 3, 8, 8]) * 0.7)), labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
            first = step == 0 ? last : first;
        }

        Assert.True(last < 0.35 * first, $"The loss went from {first} to {last}.");
        Assert.All(model.parameters(), static parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d _first = nn.Conv2d(3, 8, 3, padding: 1);
        private readonly BatchNorm2d _firstNorm = nn.BatchNorm2d(8);
        private readonly LowBitQuantizer _inputs;
        private readonly LowBitQuantizer _weights;
        private readonly Conv2d _second = nn.Conv2d(8, 8, 3, padding: 1);
        private readonly BatchNorm2d _secondNorm = nn.BatchNorm2d(8);
        private readonly Linear _last = nn.Linear(8 * 4 * 4, 4);

        public Network(LowBitSide weights, LowBitSide activations)
            : base(nameof(Network))
        {
            _inputs = LowBitQuantizer.Create(activations, LowBitRole.Activation, [1, 8, 1, 1]);
            _weights = LowBitQuantizer.Create(weights, LowBitRole.Weight, _second.weight!.shape);
            (_inputs.IsPrivate, _weights.IsPrivate) = (true, true);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var features = _firstNorm.call(_first.call(input));

            // Signs are those of what comes out of the normalization.
            if (_inputs.Side.Levels > 2)
                features = features.relu();

            var hidden = nn.functional.conv2d(_inputs.call(features), _weights.call(_second.weight!), padding: [1]);
            var pooled = nn.functional.avg_pool2d(_secondNorm.call(hidden).relu(), 2);
            return _last.call(pooled.flatten(1)).MoveToOuterDisposeScope();
        }
    }
}
