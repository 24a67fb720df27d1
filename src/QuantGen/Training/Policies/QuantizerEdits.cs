using QuantGen.LowBit;
using static TorchSharp.torch;

namespace QuantGen.Training.Policies;

/// <summary>Changes of quantizers that are kept all together, or undone when it is disposed.</summary>
/// <param name="progressive">The quantizers that keep their step when their number of levels changes.</param>
/// <param name="optimizer">Forgets the momentum of clips that change; null for nothing.</param>
internal sealed class QuantizerEdits(HashSet<LowBitQuantizer> progressive, OptimizerContent? optimizer) : IDisposable
{
    private const string Clip = "clip_val";

    private readonly Stack<Action> _undo = new();
    private readonly List<Tensor> _copies = [];
    private readonly List<Tensor> _momenta = [];

    /// <summary>Changes a quantizer.</summary>
    /// <exception cref="PolicyException">It cannot be changed so.</exception>
    public void Apply(LowBitQuantizer quantizer, PolicyGroup group)
    {
        var changes = group.Changes;
        if (changes.Progressive is { } keepsStep)
            SetProgressive(quantizer, keepsStep);
        if (changes.Enabled is { } enabled)
            Do(quantizer.Enabled, enabled, value => quantizer.Enabled = value);

        var attribute = "";
        try
        {
            attribute = "num_levels";
            if (changes.Levels is { } levels)
                SetLevels(quantizer, levels, keepsStep: false);

            attribute = "level_num";
            if (changes.LevelChange is { } other)
                SetLevels(quantizer, other.Of(quantizer.Levels), progressive.Contains(quantizer));

            attribute = "clip_val";
            if (changes.Clip is { } clip)
                SetClip(quantizer, clip);

            var side = quantizer.Side;
            foreach (var (name, change) in SideChanges.Of(changes))
            {
                attribute = name;
                side = change(side);
            }

            Do(quantizer.Side, side, quantizer.Change);
        }
        catch (Exception error) when (error is ArgumentException or (QuantizationException and not PolicyException))
        {
            throw new PolicyException(group.Places.GetValueOrDefault(attribute) ?? group.Place, Sentence(quantizer, error), error);
        }
    }

    /// <summary>Keeps the changes.</summary>
    public void Keep()
    {
        _undo.Clear();
        foreach (var momentum in _momenta)
            momentum.zero_();
    }

    /// <summary>Undoes what is not kept.</summary>
    public void Dispose()
    {
        while (_undo.TryPop(out var undo))
            undo();

        foreach (var copy in _copies)
            copy.Dispose();
    }

    private static string Sentence(LowBitQuantizer quantizer, Exception error)
    {
        // What .NET adds behind the message of an argument's exception says nothing about the policy.
        var message = error.Message.Split([Environment.NewLine, " (Parameter"], StringSplitOptions.None)[0];
        return message.Contains(quantizer.FullName, StringComparison.Ordinal) ? message : $"quantizer '{quantizer.FullName}': {message}";
    }

    private void SetProgressive(LowBitQuantizer quantizer, bool keepsStep) =>
        Do(progressive.Contains(quantizer), keepsStep, value => _ = value ? progressive.Add(quantizer) : progressive.Remove(quantizer));

    private void SetLevels(LowBitQuantizer quantizer, int levels, bool keepsStep)
    {
        var values = quantizer.named_parameters().Select(entry => (entry.parameter, Copy: Copied(entry.parameter))).ToList();
        var before = quantizer.Levels;
        _undo.Push(() =>
        {
            quantizer.Levels = before;
            Restore();
        });
        quantizer.Levels = levels;
        if (!keepsStep)
            Restore();
        else if (before != levels && Find(quantizer) is { } clip && optimizer?.Find(clip, SgdForm.Momentum) is { } momentum)
            _momenta.Add(momentum);

        void Restore()
        {
            foreach (var (parameter, copy) in values)
                parameter.copy_(copy);
        }
    }

    private void SetClip(LowBitQuantizer quantizer, double value)
    {
        var clip = Find(quantizer) ?? throw new QuantizationException($"Quantizer '{quantizer.FullName}' of {quantizer.Side.Algorithm} learns no clip.");
        var copy = Copied(clip);
        _undo.Push(() => clip.copy_(copy));
        clip.fill_(value);
    }

    private static TorchSharp.Modules.Parameter? Find(LowBitQuantizer quantizer) =>
        quantizer.named_parameters().Where(static entry => entry.name == Clip).Select(static entry => entry.parameter).FirstOrDefault();

    private Tensor Copied(Tensor tensor)
    {
        var copy = tensor.detach().clone().DetachFromDisposeScope();
        _copies.Add(copy);
        return copy;
    }

    private void Do<T>(T before, T after, Action<T> set)
    {
        set(after);
        _undo.Push(() => set(before));
    }
}
