using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Goes through what is in a list or dictionary of a pickle; in a dictionary, each key is followed by its value.</summary>
/// <param name="pickle">The pickle.</param>
/// <param name="run">The first run of the container; -1 for none.</param>
[StructLayout(LayoutKind.Auto)]
internal struct PickleItems(Pickle pickle, int run)
{
    private int _run = run;
    private int _next;

    /// <summary>The value that was reached.</summary>
    public PickleValue Current { get; private set; }

    /// <summary>Goes to the next value.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        while (_run >= 0 && _next == pickle.Run(_run).Count)
            (_run, _next) = (pickle.Run(_run).Next, 0);
        if (_run < 0)
            return false;

        Current = pickle.Item(pickle.Run(_run).First + _next++);
        return true;
    }

    /// <summary>Goes to the next key of a dictionary and its value.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext(out PickleValue key, out PickleValue value)
    {
        key = MoveNext() ? Current : default;
        value = MoveNext() ? Current : default;
        return value.Kind != PickleKind.Unset;
    }
}
