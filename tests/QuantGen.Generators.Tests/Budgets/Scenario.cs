namespace QuantGen.Generators.Tests.Budgets;

/// <summary>What the generator has to react to.</summary>
public enum Scenario
{
    /// <summary>A driver that has not run yet, and every file is new; the compilation follows another one of the same references, as an IDE's do.</summary>
    Cold,

    /// <summary>As <see cref="Cold"/>, in a compilation whose references nobody has put together yet: the compiler does that once, for whoever asks first.</summary>
    Unbound,

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
