using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>How a graph is made of a model, and what stays of it.</summary>
public sealed class TracingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SmallNet _model = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void TheGraphComputesWhatTheModelComputesInEvaluation()
    {
        _model.eval();
        var input = new Sample([2, 3, 5, 4]).Draw(1);
        using var graph = QuantGraph.Of(_model, [2, 3, 5, 4]);
        Same.Close(_model.call(input), new GraphInterpreter(graph).Run(input)[0]);
    }

    [Fact]
    public void NodesAreNamedByLayersAndConstantsByKeys()
    {
        using var graph = QuantGraph.Of(_model, [1, 3, 4, 4]);
        Assert.Equal(["/conv/Conv", "/bn/BatchNormalization", "/Relu", "/Add", "/ReduceMean", "/fc/Linear"], graph.Nodes.Select(static node => node.Name));
        Assert.Equal(["conv.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "fc.weight", "fc.bias"], graph.Constants().Select(static constant => constant.Name));
        Assert.Equal(["input"], graph.Inputs.Select(static input => input.Name));
        Assert.Equal(["output"], graph.Outputs.Select(static output => output.Name));
        Assert.Equal(nameof(SmallNet), graph.Name);
    }

    [Fact]
    public void ConstantsShareTheModelsMemory()
    {
        using var graph = QuantGraph.Of(_model, [1, 3, 4, 4]);
        var weight = graph.Constants().First().Constant!.Values;
        using (no_grad())
            _model.Convolution.weight!.fill_(3);

        Assert.Equal(3, weight.flatten()[0].item<float>());
    }

    [Fact]
    public void TheModelIsTracedInEvaluationAndStaysInTraining()
    {
        _model.train();
        _model.Normalization.eval();
        using var graph = QuantGraph.Of(_model, [1, 3, 4, 4]);
        Assert.False(_model.SawTraining);
        Assert.True(_model.training);
        Assert.False(_model.Normalization.training);
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void NothingLeaksAndNothingOfTheModelGoes()
    {
        var before = Tensor.TotalCount;
        using (var graph = QuantGraph.Of(_model, [1, 3, 4, 4]))
            graph.Optimize();

        Assert.Equal(before, Tensor.TotalCount);
        Assert.All(_model.state_dict().Values, static tensor => Assert.False(tensor.IsInvalid));
    }

    [Fact]
    public void AModelThatFailsLeavesNothing()
    {
        var before = Tensor.TotalCount;
        using var model = new TracedFunction(static inputs => [(inputs[0] + ones(4)).matmul(ones(7, 2))]);
        Assert.Throws<GraphException>(() => QuantGraph.Of(model, [3, 4]));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void TheGraphOutlivesTheTensorsOfTheTrace()
    {
        using var graph = TracedFunction.Graph(static x => x * tensor([1f, 2, 3]), 2, 3);
        Same.Close(tensor([1f, 2, 3, 1, 2, 3], [2, 3]), new GraphInterpreter(graph).Run(ones(2, 3))[0]);
    }

    [Fact]
    public void ATensorChangedAfterItsUseIsTheConstantThatItWas()
    {
        using var graph = TracedFunction.Graph(
            static x =>
            {
                var shift = zeros(3);
                var first = x + shift;
                shift.add_(1);
                return first + shift;
            },
            2,
            3);
        Same.Close(ones(2, 3) + 1, new GraphInterpreter(graph).Run(ones(2, 3))[0]);
    }

    [Fact]
    public void SeveralInputsAndOutputsHaveNamesOfTheirOwn()
    {
        using var graph = TracedFunction.Graph(
            static inputs => [inputs[0] + inputs[1], inputs[0], inputs[0]],
            new GraphInput([2, 3]),
            new GraphInput([3], GraphElementType.Int64),
            new GraphInput([1], Name: "spare"));
        Assert.Equal(["input", "input_2", "spare"], graph.Inputs.Select(static input => input.Name));
        Assert.Equal(["output", "output_2", "output_3"], graph.Outputs.Select(static output => output.Name));
        var results = new GraphInterpreter(graph).Run(ones(2, 3), ones(3, ScalarType.Int64), ones(1));
        Assert.Equal(3, results.Count);
        Same.Close(ones(2, 3), results[2]);
    }

    [Fact]
    public void TwoInputsOfOneNameAreRefused()
    {
        var error = Assert.Throws<GraphException>(() => TracedFunction.Graph(static inputs => inputs, new GraphInput([1], Name: "x"), new GraphInput([1], Name: "x")));
        Assert.Equal("Two inputs of TracedFunction are named x: give each a name of its own.", error.Message);
    }

    [Fact]
    public void InputsNeedShapesThatAreKnown()
    {
        Assert.Equal("The graph of SmallNet needs the shape of at least one input.", Assert.Throws<GraphException>(() => QuantGraph.Of(_model)).Message);
        Assert.Equal(
            "The input input of SmallNet has the shape [-1, 3, 4, 4]: every extent must be known.", Assert.Throws<GraphException>(() => QuantGraph.Of(_model, [-1, 3, 4, 4])).Message);
    }

    [Fact]
    public void AModelThatCannotBeTracedSaysSo()
    {
        using var model = nn.Bilinear(2, 2, 2);
        var error = Assert.Throws<GraphException>(() => QuantGraph.Of(model, new GraphInput([1]), new GraphInput([1]), new GraphInput([1]), new GraphInput([1])));
        Assert.Contains("Bilinear cannot be traced over 4 inputs: annotate the class with [Export], or implement ITraceable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongShapesNameTheNode()
    {
        var error = Assert.Throws<GraphException>(() => TracedFunction.Graph(static x => x.matmul(ones(5, 2)), 2, 3));
        Assert.Equal("/MatMul: MatMul: [2, 3] by [5, 2] is no product of matrices.", error.Message);
    }

    [Fact]
    public void HalfPrecisionIsRefused()
    {
        var error = Assert.Throws<GraphException>(() => TracedFunction.Graph(static x => x.to(ScalarType.Float16), 2));
        Assert.Contains("a graph computes in float32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DropoutOutsideOfEvaluationIsRefused() =>
        Assert.Throws<GraphException>(() => TracedFunction.Graph(static x => GraphFunctional.dropout(x), 2));
}
