using System.Globalization;
using System.Text.Json;
using QuantGen.LowBit;
using QuantGen.Training.Policies;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training.Golden;

/// <summary>Policies as model-quantization parses them, and what falling numbers of levels do to a clip.</summary>
public sealed class PolicyGoldenTests
{
    private static readonly Dictionary<string, PolicyTrigger> Triggers = new(StringComparer.Ordinal)
    {
        ["init"] = PolicyTrigger.Start,
        ["norm"] = PolicyTrigger.Normalizations,
        ["eltwise"] = PolicyTrigger.Elementwise,
        ["epoch"] = PolicyTrigger.Epochs,
    };

    [TrainingFact("policy")]
    public void TextsAreReadAsTheVectorsHaveThem()
    {
        Assert.All(TrainingVectors.Of("policy", "parse"), static vector =>
        {
            var policy = TrainingPolicy.Parse(vector.GetProperty("text").GetString()!);
            foreach (var section in vector.GetProperty("sections").EnumerateObject())
            {
                var found = policy.Sections.Where(read => read.Trigger == Triggers[section.Name]).ToList();
                var parts = section.Value.EnumerateArray().ToList();
                Assert.Equal(parts.Count == 0 ? 0 : 1, found.Count);
                if (found.Count == 0)
                    continue;

                Assert.Equal(parts[0].Integers("trigger"), found[0].Epochs);
                Assert.Equal(parts.Count - 1, found[0].Groups.Count);
                Assert.All(parts.Skip(1).Zip(found[0].Groups), static pair => Compare(pair.First, pair.Second));
            }
        });
    }

    [TrainingFact("policy")]
    public void ProgressiveLevelsKeepTheStepAndForgetTheMomentumOfTheClip()
    {
        Assert.All(TrainingVectors.Of("policy", "progressive"), static vector =>
        {
            using var scope = NewDisposeScope();
            using var layer = new OneQuantizer(vector.GetProperty("start_levels").GetInt32(), vector.GetProperty("start_clip").GetDouble());
            using var optimizer = optim.SGD(layer.parameters(), 1e-30, momentum: 0.9);
            layer.call(randn(4, 3)).sum().backward();
            optimizer.step();
            var momentum = ((TorchSharp.Modules.SGD.State)optimizer.state_dict().State[0]).momentum_buffer!;

            foreach (var (epoch, change) in vector.GetProperty("changes").EnumerateArray().Index())
            {
                momentum.fill_(1);
                var policy = TrainingPolicy.Parse(
                    $"on init:\n by_index: all\n progressive: True\non epoch: {epoch}\n by_index: all\n level_num: {change.GetProperty("level_num").GetString()}\n");
                var run = new PolicyRun(policy, layer, optimizer);
                run.Start();
                Assert.True(run.BeginEpoch(epoch));

                Assert.Equal(change.GetProperty("levels_after").GetDouble(), layer.Quantizer.Levels);
                Assert.Equal(change.GetProperty("clip_after").GetDouble(), Tensors.Floats(layer.Clip)[0], 2e-5);
                Assert.Equal(vector.GetProperty("momentum_of_clip_reset").GetBoolean(), Tensors.Floats(momentum)[0] == 0);
            }
        });
    }

    private static void Compare(JsonElement expected, PolicyGroup group)
    {
        foreach (var field in expected.EnumerateObject())
        {
            switch (field.Name)
            {
                case "by_index":
                    Assert.Equal(List(field.Value), group.Layers is null ? ["all"] : group.Layers.Select(static layer => layer.ToString(CultureInfo.InvariantCulture)));
                    break;
                case "by_tag":
                    Assert.Equal(List(field.Value), group.Roles.Select(Tag));
                    break;
                default:
                    Assert.Equal(Normal(field.Value.GetString()!), Normal(PolicyText.Of(field.Name, group.Changes)!));
                    break;
            }
        }

        Assert.Equal(expected.EnumerateObject().Count(static field => !field.Name.StartsWith("by_", StringComparison.Ordinal)), PolicyText.Count(group.Changes));
    }

    // 1.0 is 1, and two words mean one normalization.
    private static string Normal(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture)
        : value == "mean-var" ? "var-mean"
        : value;

    private static string[] List(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(static item => item.GetString()!)]
        : [value.GetString()!];

    private static string Tag(LowBitRole role) => role switch
    {
        LowBitRole.Activation => "fm",
        LowBitRole.Weight => "wt",
        _ => "ot",
    };
}
