using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace QuantGen.Training;

/// <summary>What a kind of optimizer is made with and remembers, by names.</summary>
internal abstract class OptimizerForm
{
    private const string Rate = "lr";
    private const string InitialRate = "initial_lr";

    private static readonly OptimizerForm[] All = [new SgdForm(), new AdamForm(), new AdamWForm()];

    /// <summary>The class of the optimizer.</summary>
    public abstract Type Kind { get; }

    /// <summary>The names of the tensors that may be remembered of a parameter.</summary>
    public abstract IReadOnlyList<string> Slots { get; }

    /// <summary>The form of an optimizer.</summary>
    /// <exception cref="QuantizationException">It is of another kind.</exception>
    public static OptimizerForm Of(Optimizer optimizer) => Array.Find(All, form => form.Kind == optimizer.GetType())
        ?? throw new QuantizationException(
            $"The state of an optimizer of class {optimizer.GetType().Name} cannot be saved: use {string.Join(", ", All[..^1].Select(static form => form.Kind.Name))} or {All[^1].Kind.Name}.");

    /// <summary>What a group is trained with.</summary>
    public Dictionary<string, double> Options(OptimizerOptions options)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [Rate] = options.LearningRate ?? 0,
            [InitialRate] = options.InitialLearningRate,
        };
        foreach (var (name, value) in Read(options))
            numbers[name] = value ?? 0;

        return numbers;
    }

    /// <summary>Whether a file has all numbers that a group is trained with, and no others.</summary>
    public bool Fits(OptimizerOptions options, IReadOnlyDictionary<string, double> numbers)
    {
        var own = Options(options);
        return own.Count == numbers.Count && own.Keys.All(name => numbers.TryGetValue(name, out var number) && double.IsFinite(number));
    }

    /// <summary>Trains a group with other numbers.</summary>
    public void Set(OptimizerOptions options, IReadOnlyDictionary<string, double> numbers)
    {
        options.LearningRate = numbers[Rate];
        options.InitialLearningRate = numbers[InitialRate];
        Write(options, numbers);
    }

    /// <summary>A tensor that is remembered of a parameter; null when there is none.</summary>
    public abstract Tensor? Get(OptimizerState state, string slot);

    /// <summary>Puts a tensor in the place of one that is remembered, which is disposed.</summary>
    public abstract void Set(OptimizerState state, string slot, Tensor? value);

    /// <summary>How many steps were made with a parameter; 0 where the optimizer does not count.</summary>
    public virtual long Steps(OptimizerState state) => 0;

    /// <summary>Sets how many steps were made.</summary>
    public virtual void SetSteps(OptimizerState state, long steps)
    {
    }

    /// <summary>The numbers besides the rates.</summary>
    protected abstract IEnumerable<(string Name, double? Value)> Read(OptimizerOptions options);

    /// <summary>Sets the numbers besides the rates.</summary>
    protected abstract void Write(OptimizerOptions options, IReadOnlyDictionary<string, double> numbers);

    /// <summary>A flag as a number.</summary>
    protected static double? Number(bool? flag) => flag is null ? null : flag.Value ? 1 : 0;
}
