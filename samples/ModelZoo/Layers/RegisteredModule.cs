using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A module that registers its layers itself, for classes with a primary constructor, which have no body to do it in. The layers must be
/// set by initializers of fields: those of a deriving class run before this constructor.
/// </summary>
public abstract class RegisteredModule : Module<Tensor, Tensor>
{
    /// <summary>Registers the layers of the deriving class.</summary>
    /// <param name="name">The name of the module.</param>
    protected RegisteredModule(string name)
        : base(name)
    {
        RegisterComponents();
    }

    /// <inheritdoc/>
    protected sealed override void RegisterComponents() => base.RegisterComponents();
}
