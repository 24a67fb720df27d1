using TorchSharp.Modules;
using TorchSharp.Utils;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

public sealed class RegistrationTests
{
    [Fact]
    public void FieldsAreRegisteredInTheOrderOfTheirDeclaration()
    {
        using var model = new Declared();

        Assert.Equal(["second", "first"], model.named_children().Select(child => child.name));
        Assert.Equal(["scale", "second.weight", "first.weight"], model.named_parameters().Select(parameter => parameter.name));
        Assert.Equal(["offset"], model.named_buffers().Select(buffer => buffer.name));
    }

    [Fact]
    public void FieldsOfTheDerivedClassComeBeforeThoseOfItsBase()
    {
        using var model = new Derived();

        Assert.Equal(["own", "inherited"], model.named_children().Select(child => child.name));
    }

    [Fact]
    public void TheComponentNameTakesThePlaceOfTheFieldName()
    {
        using var model = new Renamed();

        Assert.Equal(["renamed.weight"], model.named_parameters().Select(parameter => parameter.name));
    }

    [Fact]
    public void AnAutomaticPropertyIsRegisteredUnderItsBackingField()
    {
        using var model = new WithProperty();

        Assert.Equal(["<layer>k__BackingField.weight"], model.named_parameters().Select(parameter => parameter.name));
    }

    [Fact]
    public void AFieldThatIsNullIsPassedOver()
    {
        using var model = new Optional();

        Assert.Empty(model.named_children());
    }

    [Fact]
    public void AModelThatDoesNotRegisterHasNoState()
    {
        using var model = new Forgetful();

        Assert.Empty(model.state_dict());
    }

    [Fact]
    public void AChildThatDoesNotRegisterIsRegisteredByItsParent()
    {
        using var model = new Parent();

        Assert.Equal(["child.layer.weight"], model.state_dict().Keys);
    }

    [Fact]
    public void ANameWithADotIsRefused()
    {
        using var model = new Forgetful();
        using var layer = Linear(1, 1);

        Assert.Throws<ArgumentException>(() => model.register_module("a.b", layer));
        Assert.Throws<ArgumentException>(() => model.register_module("", layer));
    }

    [Fact]
    public void ANameInUseIsRefused()
    {
        using var model = new Declared();
        using var layer = Linear(1, 1);

        Assert.Throws<InvalidOperationException>(() => model.register_module("first", layer));
        Assert.Throws<InvalidOperationException>(() => model.register_buffer("offset", zeros(1)));
        Assert.Throws<InvalidOperationException>(() => model.register_parameter("scale", Parameter(zeros(1))));
    }

    [Fact]
    public void ABufferThatIsNotPersistentIsFoundByNameOnly()
    {
        using var model = new Forgetful();
        using var buffer = zeros(1);
        model.register_buffer("cache", buffer, persistent: false);

        Assert.Empty(model.named_buffers(include_nonpersistent: true));
        Assert.Empty(model.state_dict());
        Assert.Same(buffer, model.get_buffer("cache"));
    }

    [Fact]
    public void ALayerWithoutParametersTakesNone()
    {
        using var relu = ReLU();

        Assert.IsAssignableFrom<IParameterLessModule>(relu);
        Assert.Throws<InvalidOperationException>(() => relu.register_buffer("x", zeros(1)));
    }

    private sealed class Declared : Module<Tensor, Tensor>
    {
        private readonly Linear second = Linear(1, 1, hasBias: false);
        private readonly Parameter scale = Parameter(ones(1));
        private readonly Tensor offset = zeros(1);
        private readonly Linear first = Linear(1, 1, hasBias: false);

        public Declared()
            : base(nameof(Declared))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => first.call(second.call(input * scale + offset));
    }

    private abstract class Base(string name) : Module<Tensor, Tensor>(name)
    {
        protected readonly Module<Tensor, Tensor> inherited = ReLU();
    }

    private sealed class Derived : Base
    {
        private readonly Module<Tensor, Tensor> own = ReLU();

        public Derived()
            : base(nameof(Derived))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inherited.call(own.call(input));
    }

    private sealed class Renamed : Module<Tensor, Tensor>
    {
        [ComponentName(Name = "renamed")]
        private readonly Linear _layer = Linear(1, 1, hasBias: false);

        public Renamed()
            : base(nameof(Renamed))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _layer.call(input);
    }

    private sealed class WithProperty : Module<Tensor, Tensor>
    {
        public WithProperty()
            : base(nameof(WithProperty))
        {
            RegisterComponents();
        }

        public Linear layer { get; } = Linear(1, 1, hasBias: false);

        public override Tensor forward(Tensor input) => layer.call(input);
    }

    private sealed class Optional : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor>? downsample;

        public Optional(Module<Tensor, Tensor>? downsample = null)
            : base(nameof(Optional))
        {
            this.downsample = downsample;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => downsample is null ? input : downsample.call(input);
    }

    private sealed class Forgetful() : Module<Tensor, Tensor>(nameof(Forgetful))
    {
        private readonly Linear layer = Linear(1, 1, hasBias: false);

        public override Tensor forward(Tensor input) => layer.call(input);
    }

    private sealed class Parent : Module<Tensor, Tensor>
    {
        private readonly Forgetful child = new();

        public Parent()
            : base(nameof(Parent))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => child.call(input);
    }
}
