using QuantGen;

namespace SampleKit.Reporting;

/// <summary>What a command says while it works.</summary>
internal interface IReporter
{
    /// <summary>Says one line.</summary>
    void Line(string text);

    /// <summary>Does work of a known number of steps and shows how far it is where it takes longer than two seconds.</summary>
    /// <param name="what">What is done, such as <c>Training resnet20</c>.</param>
    /// <param name="steps">How often the work will advance.</param>
    /// <param name="work">The work; it calls what it is given after each step.</param>
    void Run(string what, long steps, Action<Action> work);

    /// <summary>Does work that tells how far it is, phase by phase, and shows that where it takes longer than two seconds.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="total">How many units a phase has that does not say so itself; null where that is not known.</param>
    /// <param name="work">The work; it tells its progress to what it is given.</param>
    void Watch(string what, long? total, Action<IProgress<QuantizationProgress>> work);

    /// <summary>Shows a table; columns after the first hold numbers.</summary>
    void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows);
}
