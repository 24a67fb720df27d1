using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

public sealed class ContainerTests
{
    [Fact]
    public void WhatIsAppendedToASequentialLaterIsSeen()
    {
        using var parent = new Holder(Sequential(Linear(1, 1, hasBias: false)));
        parent.Layers.append("last", Linear(1, 1, hasBias: false));

        Assert.Equal(["layers.0.weight", "layers.last.weight"], parent.state_dict().Keys);
        Assert.Equal(["0", "last"], parent.Layers.named_children().Select(child => child.name));
    }

    [Fact]
    public void ASequentialCallsItsModulesInOrder()
    {
        using var layers = Sequential(new Function(x => x + 1), new Function(x => x * 2), new Function(x => x + 1));

        Near.Equal([5], layers.call(ones(1)));
    }

    [Fact]
    public void AnEmptySequentialReturnsItsInput()
    {
        using var layers = Sequential();

        Near.Equal([1, 1], layers.call(ones(2)));
    }

    [Fact]
    public void ASequentialIsIndexedAndSliced()
    {
        using var layers = Sequential(ReLU(), Sigmoid(), Tanh());

        Assert.IsType<Sigmoid>(layers[1]);
        Assert.Equal(["1", "2"], layers[1..].named_children().Select(child => child.name));
        Assert.Equal(["0"], layers[(null, 1)].named_children().Select(child => child.name));
        Assert.Throws<IndexOutOfRangeException>(() => layers[(0, 4)]);
    }

    [Fact]
    public void AListIsRegisteredOnceWithItsParent()
    {
        var list = ModuleList(Linear(1, 1, hasBias: false));
        using var parent = new Holder(list: list);
        list.Add(Linear(1, 1, hasBias: false));

        Assert.Equal(["list.0.weight"], parent.state_dict().Keys);
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public void ADictionaryRegistersItsModulesUnderTheirKeys()
    {
        using var parent = new Holder(dictionary: ModuleDict(("b", Linear(1, 1, hasBias: false)), ("a", Linear(1, 1, hasBias: false))));

        Assert.Equal(["dictionary.b.weight", "dictionary.a.weight"], parent.state_dict().Keys);
    }

    [Fact]
    public void ParameterContainersNameTheirParameters()
    {
        using var list = ParameterList(Parameter(zeros(1)), Parameter(ones(1)));
        using var dictionary = ParameterDict(("b", Parameter(zeros(1))), ("a", Parameter(ones(1))));

        Assert.Equal(["0", "1"], list.state_dict().Keys);
        Assert.Equal(["b", "a"], dictionary.state_dict().Keys);
        list.to(ScalarType.Float64);
        Assert.All(list.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
    }

    private sealed class Function(Func<Tensor, Tensor> compute) : Module<Tensor, Tensor>(nameof(Function))
    {
        public override Tensor forward(Tensor input) => compute(input);
    }

    private sealed class Holder : Module<Tensor, Tensor>
    {
        private readonly Sequential? layers;
        private readonly ModuleList<Linear>? list;
        private readonly ModuleDict<Linear>? dictionary;

        public Holder(Sequential? layers = null, ModuleList<Linear>? list = null, ModuleDict<Linear>? dictionary = null)
            : base(nameof(Holder))
        {
            this.layers = layers;
            this.list = list;
            this.dictionary = dictionary;
            RegisterComponents();
        }

        public Sequential Layers => layers!;

        public override Tensor forward(Tensor input) => list is null && dictionary is null ? Layers.call(input) : input;
    }
}
