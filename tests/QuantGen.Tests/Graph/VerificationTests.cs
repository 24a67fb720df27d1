using QuantGen.Graph;
using Xunit;

namespace QuantGen.Tests.Graph;

/// <summary>A graph that is not well formed is refused, and the message names the place.</summary>
public sealed class VerificationTests
{
    private readonly GraphInfo _input = new("x", GraphElementType.Float32, [2, 3]);

    [Fact]
    public void AWellFormedGraphPasses() => Graph(Node("/Relu", "Relu", "y", [2, 3], _input)).Verify();

    [Fact]
    public void TwoNodesOfOneName() => Refused("Two nodes are named /Relu.", Node("/Relu", "Relu", "y", [2, 3], _input), Node("/Relu", "Relu", "z", [2, 3], _input));

    [Fact]
    public void TwoValuesOfOneName() => Refused("Two values are named x; one of them is of /Relu.", Node("/Relu", "Relu", "x", [2, 3], _input));

    [Fact]
    public void AnUnknownOperation() => Refused("/A: there is no operation Relo.", Node("/A", "Relo", "y", [2, 3], _input));

    [Fact]
    public void AWrongShape() => Refused("/Relu: the value y is Float32[2, 3], not Float32[3, 2].", Node("/Relu", "Relu", "y", [3, 2], _input));

    [Fact]
    public void AnAttributeThatIsNotThere() => Refused(
        "/Relu: Relu: it has no attribute alpha.", Node("/Relu", "Relu", "y", [2, 3], new GraphAttributeCollection { { "alpha", 1f } }, _input));

    [Fact]
    public void AnAttributeThatIsMissing() => Refused("/Concat: Concat: the attribute axis is missing.", Node("/Concat", "Concat", "y", [2, 3], _input));

    [Fact]
    public void AnAttributeOfAnotherKind() => Refused(
        "/Softmax: Softmax: the attribute axis is a String and must be Integer.", Node("/Softmax", "Softmax", "y", [2, 3], new GraphAttributeCollection { { "axis", "1" } }, _input));

    [Fact]
    public void TooFewInputs() => Refused("/Add: Add: there are 1 inputs where it takes A, B.", Node("/Add", "Add", "y", [2, 3], _input));

    [Fact]
    public void ANodeInFrontOfWhatItReads()
    {
        var late = Node("/Abs", "Abs", "y", [2, 3], _input);
        Refused("/Relu reads y, which no node before it computes.", Node("/Relu", "Relu", "z", [2, 3], late.Outputs[0]), late);
    }

    [Fact]
    public void AnOutputThatNothingComputes() => Assert.Equal(
        "the outputs reads y, which no node before it computes.",
        Assert.Throws<GraphException>(() => new QuantGraph("g", [_input], [new GraphInfo("y", GraphElementType.Float32, [2, 3])], []).Verify()).Message);

    [Fact]
    public void NoOutput() => Assert.Equal(
        "The graph g gives nothing back.", Assert.Throws<GraphException>(() => new QuantGraph("g", [_input], [], []).Verify()).Message);

    private static GraphNode Node(string name, string operation, string output, long[] shape, params GraphInfo[] inputs) => Node(name, operation, output, shape, [], inputs);

    private static GraphNode Node(string name, string operation, string output, long[] shape, GraphAttributeCollection attributes, params GraphInfo[] inputs)
    {
        var node = new GraphNode(name, operation, inputs, attributes);
        node.Outputs = [new GraphInfo(output, GraphElementType.Float32, shape) { Producer = node }];
        return node;
    }

    private QuantGraph Graph(params GraphNode[] nodes) => new("g", [_input], [nodes[^1].Outputs[0]], nodes);

    private void Refused(string message, params GraphNode[] nodes) => Assert.Equal(message, Assert.Throws<GraphException>(() => Graph(nodes).Verify()).Message);
}
