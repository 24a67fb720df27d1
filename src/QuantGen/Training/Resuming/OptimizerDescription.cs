namespace QuantGen.Training;

/// <summary>What a file says of an optimizer besides its tensors.</summary>
/// <param name="Kind">The name of its class.</param>
/// <param name="Groups">Its groups, in order.</param>
internal sealed record OptimizerDescription(string Kind, IReadOnlyList<OptimizerGroupDescription> Groups)
{
    /// <summary>The names of the optimizer's tensors in the file.</summary>
    public IEnumerable<string> Tensors() =>
        from grouped in Groups
        from parameter in grouped.Parameters
        from slot in parameter.Slots
        select $"{slot}.{parameter.Name}";
}
