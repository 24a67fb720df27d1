using System.Text;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Finds the state_dict in what was saved with it: training programs add the epoch, the optimizer's state and the like.</summary>
/// <param name="pickle">What the file holds.</param>
/// <param name="path">The file's name for messages.</param>
internal sealed class StateDictFinder(Pickle pickle, string path)
{
    private const int Deepest = 2;
    private const int MostNamed = 10;
    private const char Separator = '/';
    private readonly List<StateDict> _found = [];

    /// <summary>Finds a dictionary of tensors.</summary>
    /// <param name="place">The keys that lead to it, joined by slashes; null to take the only one that is there.</param>
    /// <exception cref="CheckpointException">There is none, or several.</exception>
    public StateDict Find(string? place)
    {
        var root = pickle.Root;
        if (place is not null)
            return new StateDict(pickle, Follow(place), place);
        if (root.Kind != PickleKind.Dictionary)
            throw new CheckpointException($"The file '{path}' holds no dictionary, but a single value; save the model's state_dict.");
        if (IsState(root))
            return new StateDict(pickle, root, "");

        pickle.See(root);
        Search(root, "", 1);
        return _found switch
        {
            [var only] => only,
            [] => throw new CheckpointException($"The file '{path}' holds no state_dict{Keys(root)}; save the model's state_dict."),
            _ => throw new CheckpointException($"The file '{path}' holds several state_dicts, " +
                $"{Quoted(_found.ConvertAll(static state => state.Place))}; say which one with " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}."),
        };
    }

    private PickleValue Follow(string place)
    {
        var value = pickle.Root;
        foreach (var key in place.Split(Separator))
        {
            value = value.Kind == PickleKind.Dictionary && Last(value, key) is { Kind: not PickleKind.Unset } next
                ? next
                : throw new CheckpointException($"The file '{path}' has nothing at '{place}'{Keys(pickle.Root)}; " +
                    $"correct {nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}.");
        }

        return value.Kind == PickleKind.Dictionary
            ? value
            : throw new CheckpointException($"The file '{path}' has no dictionary at '{place}'; correct " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}.");
    }

    // A key that is there twice has the later value, as in Python.
    private PickleValue Last(PickleValue dictionary, string key)
    {
        var text = Encoding.UTF8.GetBytes(key);
        PickleValue last = default;
        for (var items = pickle.ItemsOf(dictionary); items.MoveNext(out var name, out var value);)
            last = pickle.Is(name, text) ? value : last;

        return last;
    }

    private bool IsState(PickleValue dictionary)
    {
        for (var items = pickle.ItemsOf(dictionary); items.MoveNext(out var key, out var value);)
        {
            if (key.Kind != PickleKind.Text || value.Kind != PickleKind.Tensor)
                return false;
        }

        return pickle.CountOf(dictionary) > 0;
    }

    // One more than are named is enough to say that there are more.
    private void Search(PickleValue dictionary, string place, int depth)
    {
        for (var items = pickle.ItemsOf(dictionary); _found.Count <= MostNamed && items.MoveNext(out var key, out var value);)
        {
            if (key.Kind != PickleKind.Text || value.Kind != PickleKind.Dictionary || !pickle.See(value))
                continue;

            if (IsState(value))
                _found.Add(new StateDict(pickle, value, Join(place, key)) { IsFound = true });
            else if (depth < Deepest && pickle.CountOf(value) > 0)
                Search(value, Join(place, key), depth + 1);
        }
    }

    private string Join(string place, PickleValue key)
    {
        var name = pickle.Short(key);
        return place.Length == 0 ? name : $"{place}{Separator}{name}";
    }

    private string Keys(PickleValue dictionary)
    {
        if (dictionary.Kind != PickleKind.Dictionary)
            return "";

        var keys = new List<string>();
        for (var items = pickle.ItemsOf(dictionary); keys.Count <= MostNamed && items.MoveNext(out var key, out _);)
        {
            if (key.Kind == PickleKind.Text)
                keys.Add(pickle.Short(key));
        }

        return $", but {Quoted(keys)}";
    }

    private static string Quoted(List<string> texts)
    {
        var some = texts.Take(MostNamed + 1).Select(static text => $"'{ErrorText.Short(text)}'").ToList();
        if (some.Count > MostNamed)
            some[^1] = "more";

        return some.Count == 0 ? "nothing" : string.Join(", ", some);
    }
}
