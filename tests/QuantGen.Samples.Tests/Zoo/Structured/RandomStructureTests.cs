using System.Globalization;
using ModelZoo;
using QuantGen.Samples.Tests.Support;
using TorchSharp.Modules;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo.Structured;

/// <summary>
/// Structures drawn at random: each is refused, or gives a network all of whose parameters learn and whose twin, quantizing nothing, computes the
/// same. QUANTGEN_STRUCTURES says how many are drawn.
/// </summary>
public sealed class RandomStructureTests(ITestOutputHelper log)
{
    private const int Steps = 5;
    private const double LearningRate = 0.05;
    private const int Seed = 71;

    private static readonly ResNetSize Tiny = new(ResidualBlock.Basic, [1, 1], 8, IsForSmallPictures: true);
    private static readonly int Draws = int.Parse(Environment.GetEnvironmentVariable("QUANTGEN_STRUCTURES") is { Length: > 0 } number ? number : "60", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_structure_is_refused_or_learns_and_has_a_twin()
    {
        var dice = new SeededRandom(Seed, stream: 0, index: 0);
        var refused = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var structure = Draw(ref dice);
            using var scope = NewDisposeScope();
            random.manual_seed(draw);
            StructuredNetwork network;
            try
            {
                network = StructuredModels.ResNet(Tiny, structure, classes: 4);
            }
            catch (ArgumentException)
            {
                refused++;
                continue;
            }

            AssertLearns(network, structure);
            AssertHasTwin(StructuredZoo.WithoutZeros(network), structure);
        }

        log.WriteLine($"{refused} of {Draws} were refused.");
        Assert.InRange(refused, 1, 0.8 * Draws);
    }

    private static void AssertLearns(StructuredNetwork network, Structure structure)
    {
        using var optimizer = optim.SGD(network.parameters(), LearningRate);
        network.train();
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(network.call(randn(8, 3, 8, 8)), arange(8) % 4).backward();
            optimizer.step();
        }

        // What starts at zero holds back the gradients of what is before it for a step or two. A slope below zero learns where something is below
        // zero, which behind a bias may be nowhere.
        var slopes = network.modules().OfType<PReLU>().SelectMany(static activation => activation.parameters()).ToHashSet(ReferenceEqualityComparer.Instance);
        var still = network.named_parameters()
            .Where(named => !slopes.Contains(named.parameter) && (named.parameter.grad is not { } gradient || gradient.eq(0).all().item<bool>()))
            .Select(static named => named.name)
            .ToList();
        Assert.True(still.Count == 0, $"{structure}: {string.Join(", ", still)} get no gradient.");
        Assert.All(network.parameters(), static parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    private static void AssertHasTwin(StructuredNetwork network, Structure structure)
    {
        using var noGradient = no_grad();
        using var twin = network.ToQuantized(new QuantizationOptions { FoldBatchNorm = false });
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        network.eval();
        twin.eval();
        var x = randn(2, 3, 8, 8);
        Assert.True(Bits.Equal(network.call(x), twin.call(x)), $"{structure}: the twin differs.");
        Assert.Equal(
            network.state_dict().Keys.Order(StringComparer.Ordinal),
            twin.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    private static Structure Draw(ref SeededRandom dice) => new()
    {
        Order = Any<BlockOrder>(ref dice),
        Skips = Any<SkipSpan>(ref dice),
        Shortcut = dice.Next(4) == 0 ? null : Any<ShortcutKind>(ref dice),
        NormOnIdentity = dice.Next(4) == 0,
        Activation = Any<ActivationKind>(ref dice),
        Norm = Any<NormKind>(ref dice),
        ZeroLastNorm = dice.Next(4) == 0,
        KeepFloat = dice.Next(4) == 0 ? FloatConvolutions.Shortcut : FloatConvolutions.None,
        Bases = dice.Next(3) == 0 ? 2 : 1,
        StemActivation = dice.Next(2) == 0,
    };

    private static T Any<T>(ref SeededRandom dice)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[dice.Next(values.Length)];
    }
}
