using QuantGen.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace QuantGen.Training;

/// <summary>An optimizer with the names that its parameters have in the model.</summary>
internal sealed class OptimizerContent
{
    private readonly OptimizerForm _form;
    private readonly List<Group> _groups;

    private OptimizerContent(OptimizerForm form, List<Group> groups)
    {
        _form = form;
        _groups = groups;
        Description = new OptimizerDescription(
            form.Kind.Name,
            [.. groups.Select(group => new OptimizerGroupDescription(form.Options(group.Options), [.. group.Parameters.Select(Describe)]))]);
    }

    /// <summary>What there is to say besides tensors.</summary>
    public OptimizerDescription Description { get; }

    /// <summary>That of an optimizer.</summary>
    /// <exception cref="QuantizationException">The optimizer is of a kind that is not known, or trains parameters that are not the
    /// model's.</exception>
    public static OptimizerContent Of(Optimizer optimizer, nn.Module model)
    {
        var form = OptimizerForm.Of(optimizer);
        var names = new Dictionary<Parameter, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, parameter) in model.named_parameters())
            names.TryAdd(parameter, name);

        var state = ((OptimizerHelper)optimizer).state_dict();
        var groups = new List<Group>();
        foreach (var (group, places) in optimizer.ParamGroups.Cast<ParamGroup>().Zip(state.StateIndexRef))
        {
            groups.Add(new Group(
                state.Options[groups.Count],
                [.. group.Parameters.Zip(places, (parameter, place) => new Optimized(Name(parameter), parameter, state.State[place]))]));
        }

        return new OptimizerContent(form, groups);

        string Name(Parameter parameter) => names.GetValueOrDefault(parameter)
            ?? throw new QuantizationException($"The optimizer trains a parameter that {model.GetName()} does not have: give the model that it was made for.");
    }

    /// <summary>The tensors that are remembered, by their names in a file.</summary>
    public IEnumerable<(string Name, Tensor Value)> Values() =>
        from grouped in _groups
        from parameter in grouped.Parameters
        from slot in _form.Slots
        let value = _form.Get(parameter.State, slot)
        where value is not null
        select ($"{slot}.{parameter.Name}", value);

    /// <summary>What is remembered of a parameter, if anything.</summary>
    public Tensor? Find(Parameter parameter, string slot) =>
        _groups.SelectMany(static grouped => grouped.Parameters).Where(own => ReferenceEquals(own.Parameter, parameter))
            .Select(own => _form.Get(own.State, slot)).FirstOrDefault();

    /// <summary>Compares what a file says with the optimizer.</summary>
    /// <exception cref="CheckpointException">They differ in kind, groups or parameters.</exception>
    public void Require(OptimizerDescription file, string path)
    {
        if (file.Kind != _form.Kind.Name)
            throw new CheckpointException($"The training '{path}' was done with the optimizer {ErrorText.Short(file.Kind)}, and this one is {_form.Kind.Name}: use the same.");
        if (file.Groups.Count != _groups.Count)
            throw new CheckpointException($"The optimizer of the training '{path}' has {file.Groups.Count} groups of parameters, and this one {_groups.Count}: make the same groups.");

        foreach (var (index, (theirs, ours)) in file.Groups.Zip(_groups).Index())
        {
            if (!theirs.Parameters.Select(static parameter => parameter.Name).SequenceEqual(ours.Parameters.Select(static parameter => parameter.Name), StringComparer.Ordinal))
                throw new CheckpointException($"Group {index} of the optimizer of the training '{path}' has other parameters than that of this one: make the same groups.");
            if (!_form.Fits(ours.Options, theirs.Options) || theirs.Parameters.Any(IsUnknown))
                throw new CheckpointException($"The file '{path}' is damaged: what it says of group {index} of its optimizer is not what {_form.Kind.Name} remembers.");
        }

        bool IsUnknown(OptimizedParameterDescription parameter) => parameter.Steps < 0
            || parameter.Slots.Distinct(StringComparer.Ordinal).Count() != parameter.Slots.Count
            || parameter.Slots.Any(slot => !_form.Slots.Contains(slot, StringComparer.Ordinal));
    }

    /// <summary>Compares the tensors of a file with the parameters that they belong to.</summary>
    /// <exception cref="CheckpointException">One is of another type or shape.</exception>
    public void Require(IEnumerable<(string Name, CheckpointEntry Tensor)> tensors, string path)
    {
        var parameters = _groups.SelectMany(static grouped => grouped.Parameters).ToDictionary(static own => own.Name, static own => own.Parameter, StringComparer.Ordinal);
        foreach (var (name, entry) in tensors)
        {
            var parameter = parameters[name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]];
            if (entry.Type != parameter.dtype || !entry.Shape.AsSpan().SequenceEqual(parameter.shape))
                throw new CheckpointException($"The tensor '{ErrorText.Short(name)}' of the training '{path}' is {entry.Description}, and the parameter is {CheckpointEntry.Describe(parameter.dtype, parameter.shape)}.");
        }
    }

    /// <summary>Gives the optimizer the state of a file.</summary>
    public void Set(OptimizerDescription file, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (theirs, ours) in file.Groups.Zip(_groups))
        {
            _form.Set(ours.Options, theirs.Options);
            foreach (var (stored, own) in theirs.Parameters.Zip(ours.Parameters))
            {
                _form.SetSteps(own.State, stored.Steps);
                foreach (var slot in _form.Slots)
                    _form.Set(own.State, slot, tensors.TryGetValue($"{slot}.{own.Name}", out var value) ? Kept(value, own.Parameter) : null);
            }
        }

        // The state outlives every scope that it is restored in.
        static Tensor Kept(Tensor value, Parameter parameter) => value.to(parameter.device, copy: true).DetachFromDisposeScope();
    }

    private OptimizedParameterDescription Describe(Optimized own) =>
        new(own.Name, [.. _form.Slots.Where(slot => _form.Get(own.State, slot) is not null)], _form.Steps(own.State));

    private sealed record Group(OptimizerOptions Options, IReadOnlyList<Optimized> Parameters);

    private sealed record Optimized(string Name, Parameter Parameter, OptimizerState State);
}
