namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Finds the state_dict in what was saved with it: training programs add the epoch, the optimizer's state and the like.</summary>
internal static class StateDictFinder
{
    private const int Deepest = 2;
    private const int MostNamed = 10;
    private const char Separator = '/';

    /// <summary>Finds a dictionary of tensors.</summary>
    /// <param name="pickle">What the file holds.</param>
    /// <param name="place">The keys that lead to it, joined by slashes; null to take the only one that is there.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">There is none, or several.</exception>
    public static StateDict Find(object? pickle, string? place, string path)
    {
        if (place is not null)
            return new StateDict(Tensors(Follow(pickle, place, path), place, path), "");
        if (pickle is not PickleDictionary root)
            throw new CheckpointException($"The file '{path}' holds no dictionary, but a single value; save the model's state_dict.");
        if (IsState(root))
            return new StateDict(Tensors(root, "", path), "");

        var found = new List<(string Place, PickleDictionary State)>();
        Search(root, "", 1, found, new HashSet<PickleDictionary>(ReferenceEqualityComparer.Instance) { root });
        return found switch
        {
            [var only] => new StateDict(Tensors(only.State, only.Place, path), only.Place),
            [] => throw new CheckpointException($"The file '{path}' holds no state_dict{Keys(root)}; save the model's state_dict."),
            _ => throw new CheckpointException($"The file '{path}' holds several state_dicts, " +
                $"{Quoted(found.Select(static state => state.Place))}; say which one with " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}."),
        };
    }

    private static PickleDictionary Follow(object? pickle, string place, string path)
    {
        var value = pickle;
        foreach (var key in place.Split(Separator))
        {
            value = value is PickleDictionary dictionary && Last(dictionary, key) is { } next
                ? next
                : throw new CheckpointException($"The file '{path}' has nothing at '{place}'{Keys(pickle as PickleDictionary)}; " +
                    $"correct {nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}.");
        }

        return value as PickleDictionary
            ?? throw new CheckpointException($"The file '{path}' has no dictionary at '{place}'; correct " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}.");
    }

    // A key that is there twice has the later value, as in Python.
    private static object? Last(PickleDictionary dictionary, string key) =>
        dictionary.Items.LastOrDefault(item => item.Key is string text && string.Equals(text, key, StringComparison.Ordinal)).Value;

    private static bool IsState(PickleDictionary dictionary) =>
        dictionary.Items.Count > 0 && dictionary.Items.All(static item => item is { Key: string, Value: PickleTensor });

    private static void Search(
        PickleDictionary dictionary,
        string place,
        int depth,
        List<(string Place, PickleDictionary State)> found,
        HashSet<PickleDictionary> seen)
    {
        foreach (var (key, value) in dictionary.Items)
        {
            if (key is not string name || value is not PickleDictionary inner || !seen.Add(inner))
                continue;

            var here = place.Length == 0 ? name : $"{place}{Separator}{name}";
            if (IsState(inner))
                found.Add((here, inner));
            else if (depth < Deepest)
                Search(inner, here, depth + 1, found, seen);
        }
    }

    private static List<(string Key, PickleTensor Tensor)> Tensors(PickleDictionary state, string place, string path)
    {
        var tensors = new List<(string Key, PickleTensor Tensor)>(state.Items.Count);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in state.Items)
        {
            if (key is not string name || value is not PickleTensor tensor)
                throw new CheckpointException($"The file '{path}' has at '{ErrorText.Short(place)}' something else than tensors by " +
                    $"name; say where its state_dict is with {nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}.");
            if (!keys.Add(name))
                throw new CheckpointException($"The file '{path}' is damaged: it has two tensors '{ErrorText.Short(name)}'.");

            tensors.Add((name, tensor));
        }

        return tensors;
    }

    private static string Keys(PickleDictionary? dictionary) =>
        dictionary is null ? "" : $", but {Quoted(dictionary.Items.Select(static item => item.Key).OfType<string>())}";

    private static string Quoted(IEnumerable<string> texts)
    {
        var some = texts.Take(MostNamed + 1).Select(static text => $"'{ErrorText.Short(text)}'").ToList();
        if (some.Count > MostNamed)
            some[^1] = "more";

        return some.Count == 0 ? "nothing" : string.Join(", ", some);
    }
}
