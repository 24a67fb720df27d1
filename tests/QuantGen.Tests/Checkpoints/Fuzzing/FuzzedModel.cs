using QuantGen.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Tests.Checkpoints.Fuzzing;

/// <summary>A model that damaged files are loaded into, and how it was before.</summary>
internal sealed class FuzzedModel
{
    private (Tensor Values, byte[] Before)[] _state = [];
    private int _ranges;

    /// <summary>Remembers how a model is.</summary>
    public FuzzedModel(nn.Module model)
    {
        Model = model;
        Remember();
    }

    /// <summary>The model.</summary>
    public nn.Module Model { get; }

    /// <summary>The memory that listing its state takes.</summary>
    public long Listing { get; private set; }

    /// <summary>The tensors that listing its state makes.</summary>
    public long ListedTensors { get; private set; }

    /// <summary>How many tensors were made on this thread.</summary>
    public static long TensorsMade =>
        DisposeScopeManager.Statistics.CreatedInScopeCount + DisposeScopeManager.Statistics.CreatedOutsideScopeCount;

    /// <summary>Remembers how the model is now.</summary>
    public void Remember()
    {
        var tensors = TensorsMade;
        Listing = AllocatedBy(() => _ = new StateKeys(Model));
        ListedTensors = TensorsMade - tensors;
        foreach (var (values, _) in _state)
            values.Dispose();

        _state = [.. Model.state_dict().Values.Select(static tensor => tensor.detach()).Select(static values => (values, values.bytes.ToArray()))];
        _ranges = Ranges();
    }

    /// <summary>Whether the model is as it was.</summary>
    public bool IsUnchanged() =>
        Ranges() == _ranges && Array.TrueForAll(_state, static entry => entry.Values.bytes.SequenceEqual(entry.Before));

    /// <summary>The memory that something takes on this thread.</summary>
    public static long AllocatedBy(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private int Ranges() => Model.Quantizers().Sum(static named =>
        (named.Quantizer.Amax is null ? 0 : 1) + (named.Quantizer.PreQuantScale is null ? 0 : 1));
}
