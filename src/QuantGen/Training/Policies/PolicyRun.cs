using QuantGen.LowBit;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace QuantGen.Training.Policies;

/// <summary>A policy in effect on a model.</summary>
/// <remarks>
/// Call <see cref="Start"/> before training and <see cref="BeginEpoch"/> before each epoch. Layers are numbered in the order of the model, those
/// that compute in float too; <c>by_index: all</c> leaves out what was switched off when the run was made.
/// </remarks>
public sealed class PolicyRun
{
    private readonly TrainingPolicy _policy;
    private readonly PolicyTargets _targets;
    private readonly OptimizerContent? _optimizer;
    private readonly HashSet<LowBitQuantizer> _progressive = new(ReferenceEqualityComparer.Instance);

    /// <summary>Connects a policy with a model. Nothing is changed yet.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="model">A twin for low-bit training.</param>
    /// <param name="optimizer">The optimizer, which forgets the momentum of clips that change with the number of levels; null when there is
    /// none. Only SGD does so.</param>
    /// <exception cref="PolicyException">The policy is for quantizers that the model does not have.</exception>
    public PolicyRun(TrainingPolicy policy, nn.Module model, Optimizer? optimizer = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(model);
        _policy = policy;
        _targets = new PolicyTargets(model);
        _optimizer = optimizer is SGD ? OptimizerContent.Of(optimizer, model) : null;
        foreach (var group in policy.Sections.SelectMany(static section => section.Groups))
            _targets.Of(group);

        if (policy.Sections.FirstOrDefault(static section => section is { Trigger: PolicyTrigger.Normalizations or PolicyTrigger.Elementwise, Groups.Count: > 0 }) is { } section)
            throw new PolicyException(section.Place, $"{model.GetName()} has no quantizers of that kind: low-bit training quantizes convolutions and linear layers; leave the section out.");
    }

    /// <summary>Applies the sections for the start.</summary>
    /// <exception cref="PolicyException">A quantizer cannot be changed so. None is changed.</exception>
    public void Start() => Apply(static section => section.Trigger == PolicyTrigger.Start, resetMomentum: true);

    /// <summary>Applies the sections for an epoch.</summary>
    /// <param name="epoch">The epoch, from 0, that is about to begin.</param>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="PolicyException">A quantizer cannot be changed so. None is changed.</exception>
    public bool BeginEpoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return Apply(section => IsFor(section, epoch), resetMomentum: true);
    }

    /// <summary>
    /// Brings a fresh model to where a training was interrupted: applies what was applied until then. Call it in place of <see cref="Start"/>, before
    /// <see cref="TrainingCheckpoint.Restore"/> gives the model its values.
    /// </summary>
    /// <param name="position">How far the training was.</param>
    /// <exception cref="PolicyException">A quantizer cannot be changed so.</exception>
    public void CatchUp(TrainingPosition position)
    {
        Apply(static section => section.Trigger == PolicyTrigger.Start, resetMomentum: false);
        for (var epoch = 0; epoch < position.Epoch + (position.Iteration > 0 ? 1 : 0); epoch++)
        {
            var passed = epoch;
            Apply(section => IsFor(section, passed), resetMomentum: false);
        }
    }

    private static bool IsFor(PolicySection section, int epoch) => section.Trigger == PolicyTrigger.Epochs && section.Epochs.Contains(epoch);

    private bool Apply(Func<PolicySection, bool> which, bool resetMomentum)
    {
        var sections = _policy.Sections.Where(which).ToList();
        using var noGradient = no_grad();
        using var changes = new QuantizerEdits(_progressive, resetMomentum ? _optimizer : null);
        foreach (var group in sections.SelectMany(static section => section.Groups))
        {
            foreach (var quantizer in _targets.Of(group))
                changes.Apply(quantizer, group);
        }

        changes.Keep();
        return sections.Count > 0;
    }
}
