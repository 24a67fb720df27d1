namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>What a body can name at some place. Inner blocks see a copy, so that nothing declared in them leaks.</summary>
internal sealed record Scope
{
    /// <summary>Tensors that can be read.</summary>
    public required List<string> Tensors { get; init; }

    /// <summary>Tensors that can be assigned.</summary>
    public required List<string> Variables { get; init; }

    /// <summary>Numbers.</summary>
    public required List<string> Numbers { get; init; }

    /// <summary>Conditions.</summary>
    public required List<string> Conditions { get; init; }

    /// <summary>Methods and local functions.</summary>
    public required List<Routine> Routines { get; init; }

    /// <summary>Layers.</summary>
    public required List<Layer> Layers { get; init; }

    /// <summary>Lists of layers.</summary>
    public required List<string> Lists { get; init; }

    /// <summary>What models of the usual families are made of.</summary>
    public IReadOnlyList<Idiom> Idioms { get; init; } = [];

    /// <summary>Whether a statement may leave the body; not within a local function's or lambda's frame of another type.</summary>
    public bool MayReturn { get; init; } = true;

    /// <summary>A scope inside this one.</summary>
    public Scope Inner() => this with
    {
        Tensors = [.. Tensors],
        Variables = [.. Variables],
        Numbers = [.. Numbers],
        Conditions = [.. Conditions],
        Routines = [.. Routines],
    };
}
