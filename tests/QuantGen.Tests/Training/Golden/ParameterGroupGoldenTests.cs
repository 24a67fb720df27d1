using System.Text.Json;
using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training.Golden;

/// <summary>Weight decay and learning rate of each parameter under the rule by shapes and names.</summary>
public sealed class ParameterGroupGoldenTests
{
    [TrainingFact("param_groups")]
    public void EveryParameterIsInAGroupWithTheDecayAndTheRateOfTheVectors()
    {
        Assert.All(TrainingVectors.Of("param_groups"), static vector =>
        {
            using var model = new ParameterTree(vector.GetProperty("params").EnumerateArray().Select(static parameter =>
                (parameter.GetProperty("name").GetString()!, parameter.Integers("shape").Select(static extent => (long)extent).ToArray())));
            var groups = Rule(vector).Share(model);
            var found = groups.SelectMany(static grouped => grouped.Parameters.Select(parameter => (parameter.Name, grouped.Group))).ToDictionary(StringComparer.Ordinal);

            var expected = vector.GetProperty("expected").EnumerateArray().ToList();
            Assert.Equal(expected.Count, found.Count);
            Assert.All(expected, parameter =>
            {
                var group = found[parameter.GetProperty("name").GetString()!];
                Assert.Equal(parameter.GetProperty("weight_decay").GetDouble(), group.WeightDecay!.Value, 1e-12);
                Assert.Equal(parameter.GetProperty("lr").GetDouble(), group.LearningRate!.Value, 1e-12);
                Assert.Equal(parameter.GetProperty("lr_held_constant").GetBoolean(), group.HoldsRate);
            });

            using var optimizer = optim.SGD(groups.Select(static group => group.ForSgd()), vector.GetProperty("lr").GetDouble());
            Assert.Equal(groups.Select(static group => group.Group.LearningRate!.Value), optimizer.ParamGroups.Select(static group => group.LearningRate));
        });
    }

    private static ParameterShapeRule Rule(JsonElement vector) => new()
    {
        LearningRate = vector.GetProperty("lr").GetDouble(),
        WeightDecay = vector.GetProperty("wd").GetDouble(),
        DecaysSmall = vector.GetProperty("decay_small").GetBoolean(),
        DecayNames = [.. vector.Texts("custom_decay_list")],
        NamedDecay = vector.GetProperty("custom_decay").GetDouble(),
        RateNames = [.. vector.Texts("custom_lr_list")],
        NamedRate = vector.GetProperty("custom_lr").GetDouble(),
    };

    /// <summary>A model of nothing but parameters, by their names.</summary>
    private sealed class ParameterTree : nn.Module<Tensor, Tensor>
    {
        public ParameterTree(IEnumerable<(string Name, long[] Shape)> parameters)
            : base(nameof(ParameterTree))
        {
            foreach (var group in parameters.GroupBy(static parameter => parameter.Name.Split('.')[0], StringComparer.Ordinal))
            {
                var below = group.Where(parameter => parameter.Name.Contains('.', StringComparison.Ordinal)).ToList();
                if (below.Count == 0)
                    register_parameter(group.Key, new TorchSharp.Modules.Parameter(zeros(group.Single().Shape)));
                else
                    register_module(group.Key, new ParameterTree(below.Select(parameter => (parameter.Name[(group.Key.Length + 1)..], parameter.Shape))));
            }
        }

        public override Tensor forward(Tensor input) => input;
    }
}
