namespace ModelZoo;

/// <summary>Which structures a network can have.</summary>
internal static class StructureRules
{
    /// <summary>Requires that a structure means something for a network, in all that it says.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="family">The network.</param>
    /// <exception cref="ArgumentException">It does not; the message says why.</exception>
    public static void Require(Structure structure, StructureFamily family)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (Faults(structure, family).FirstOrDefault() is { } fault)
            throw Refusal(structure, fault);
    }

    /// <summary>What says that a network cannot have a structure.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="reason">Why, in one sentence.</param>
    public static ArgumentException Refusal(Structure structure, string reason) => new(reason, nameof(structure));

    private static IEnumerable<string> Faults(Structure structure, StructureFamily family)
    {
        var skips = structure.Skips ?? family.Skips[0];
        foreach (var undefined in Undefined(structure))
            yield return undefined;

        if (!family.Skips.Contains(skips))
            yield return $"{family.Name} cannot have skip connections of span {skips}: its layers do not keep their shapes; choose {string.Join(" or ", family.Skips)}.";
        if (structure.Bases < 1)
            yield return $"A block has one branch or more, not {structure.Bases}.";
        if (structure.NormGroups is < 1)
            yield return $"A norm has one group or more, not {structure.NormGroups}.";
        if (structure.NormGroups is not null && structure.Norm != NormKind.Group)
            yield return $"{nameof(structure.NormGroups)} says something of {NormKind.Group} norms alone, and the norm is {structure.Norm}.";
        if (structure is { Norm: NormKind.Fixup, ZeroLastNorm: true })
            yield return $"Fixup has no norm that could start at zero: its branches end in a convolution that does; leave {nameof(structure.ZeroLastNorm)} out.";
        if (structure is { Norm: NormKind.Fixup, NormOnIdentity: true })
            yield return $"Fixup has no norms, so none can stand on skip connections; leave {nameof(structure.NormOnIdentity)} out.";

        var hasConvolution = structure.Shortcut is null or ShortcutKind.StridedConvolution or ShortcutKind.PooledConvolution;
        if (structure.KeepFloat.HasFlag(FloatConvolutions.Shortcut) && !(skips != SkipSpan.None && family.ChangesShapes && hasConvolution))
            yield return $"{family.Name} has no convolution on skip connections of this structure that could be kept in float.";
        if ((structure.KeepFloat & ~FloatConvolutions.Shortcut & ~family.CanKeepFloat) is not FloatConvolutions.None and var absent)
            yield return $"{family.Name} has no convolutions of the kind {absent} that could be kept in float.";
        if (skips != SkipSpan.None && structure.Shortcut is not null && !family.ChangesShapes)
            yield return $"The skip connections of {family.Name} never change shapes: leave {nameof(structure.Shortcut)} out.";
        if (skips != SkipSpan.None)
            yield break;

        foreach (var useless in UselessWithoutSkips(structure))
            yield return $"{family.Name} has no skip connections, so that {useless} has no meaning: leave it out or choose {nameof(structure.Skips)}.";
    }

    private static IEnumerable<string> UselessWithoutSkips(Structure structure)
    {
        if (structure.Shortcut is not null)
            yield return nameof(structure.Shortcut);
        if (structure.NormOnIdentity)
            yield return nameof(structure.NormOnIdentity);
        if (structure.ZeroLastNorm)
            yield return nameof(structure.ZeroLastNorm);
        if (structure.Norm == NormKind.Fixup)
            yield return nameof(NormKind.Fixup);
    }

    private static IEnumerable<string> Undefined(Structure structure)
    {
        Enum?[] choices = [structure.Order, structure.Skips, structure.Shortcut, structure.Activation, structure.Norm];
        return choices.OfType<Enum>().Where(static choice => !Enum.IsDefined(choice.GetType(), choice))
            .Select(static choice => $"There is no {choice.GetType().Name} {choice}.");
    }
}
