using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of a parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter)
    {
        _parameter = parameter;
    }

    /// <summary>Starts anew.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    /// <summary>Writes whether there is a tensor, then the tensor.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
    {
        result?.Dispose();
        result = reader.ReadBoolean() ? Kept(TensorExtensionMethods.Load(reader).to(device)) : null;
    }

    /// <summary>Takes a tensor out of its dispose scope: state outlives the step.</summary>
    private protected static Tensor Kept(Tensor tensor) => tensor.DetachFromDisposeScope();

    /// <summary>Puts a copy of a tensor, or null, in another's place.</summary>
    private protected void Copy(ref Tensor? target, Tensor? source)
    {
        target?.Dispose();
        target = source is null ? null : Kept(source.to(_parameter.device, copy: true));
    }
}
