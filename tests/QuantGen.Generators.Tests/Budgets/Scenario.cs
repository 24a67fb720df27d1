namespace QuantGen.Generators.Tests.Budgets;

/// <summary>What the generator has to react to.</summary>
public enum Scenario
{
    /// <summary>A project is opened: nothing was read before, and nobody has put the references together yet.</summary>
    Cold,

    /// <summary>As <see cref="Cold"/>, in a compilation that follows another one of the same references, as an IDE's do: these are put together already.</summary>
    NewFiles,

    /// <summary>A file that holds none of the classes changes.</summary>
    Unrelated,

    /// <summary>A line is added above one of the classes, so that all of it moves.</summary>
    Shift,

    /// <summary>The forward of one of the classes changes.</summary>
    EditOne,

    /// <summary>A comment in the forward of one of the classes changes.</summary>
    Comment,

    /// <summary>A class that all of them use changes, in a file of its own.</summary>
    EditBlock,
}
