using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// The classes and functions that a pickle may name, and what calling them means here. None of them is called: tensors, dictionaries and
/// sizes are made from their arguments.
/// </summary>
/// <param name="input">Where errors come from.</param>
/// <param name="budget">What may be taken.</param>
/// <param name="path">The file's name for messages.</param>
internal sealed class PickleGlobals(PickleInput input, ReadBudget budget, string path)
{
    private const int MostAxes = 64;
    private readonly Dictionary<string, PickleStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>The memory of tensors that was referred to, by name.</summary>
    public IReadOnlyDictionary<string, PickleStorage> Storages => _storages;

    /// <summary>A name that may stand in a pickle.</summary>
    /// <exception cref="CheckpointException">It may not.</exception>
    public PickleGlobal Named(string module, string name)
    {
        budget.Take(ReadBudget.ObjectCost);
        var global = new PickleGlobal(module, name);
        return IsAllowed(module, name)
            ? global
            : throw new CheckpointException($"The file '{path}' holds more than a state_dict: it names '{global}', which is not looked " +
                "up or called; save the state_dict alone, torch.save(model.state_dict(), path).");
    }

    /// <summary>What a call stands for.</summary>
    /// <exception cref="CheckpointException">What is called is no function, or the arguments are not its own.</exception>
    public object? Call(object? callee, object? arguments)
    {
        if (callee is not PickleGlobal global || arguments is not PickleTuple { Items: var items })
            throw input.Damaged("its pickle calls something that is no function");

        return (global.Name, items) switch
        {
            ("OrderedDict", []) => Dictionary(),
            ("OrderedDict", [List<object?> pairs]) => Dictionary(pairs),
            ("Size", [PickleTuple size]) => size,
            ("_rebuild_parameter", [PickleTensor tensor, _, _]) => tensor,
            ("_rebuild_tensor", [var storage, var start, var shape, var strides]) => Tensor(storage, start, shape, strides, type: null),
            ("_rebuild_tensor_v2", [var storage, var start, var shape, var strides, _, _, .. var more]) =>
                Plain(more) ? Tensor(storage, start, shape, strides, type: null) : throw Special(),
            ("_rebuild_tensor_v3", [var storage, var start, var shape, var strides, _, _, PickleGlobal type, .. var more]) =>
                Plain(more) ? Tensor(storage, start, shape, strides, TorchTypes.OfConstant(type.Name)) : throw Special(),
            _ => throw input.Damaged($"its pickle calls '{global}' with arguments that are not its own"),
        };
    }

    /// <summary>The memory that a tuple of <c>'storage'</c>, class, name, device and number of elements stands for.</summary>
    /// <exception cref="CheckpointException">It stands for none.</exception>
    public PickleStorage Storage(object? reference)
    {
        // Files of before 2020 have a sixth item, for memory that is a part of another: None in all that PyTorch wrote since 2017.
        if (reference is not PickleTuple { Items: ["storage", PickleGlobal type, string key, _, long and >= 0 and var count, .. var more] }
            || more is not ([] or [null]))
        {
            throw input.Damaged("its pickle refers to something that is no memory of a tensor");
        }

        var elements = TorchTypes.OfStorage(type.Name);
        if (!_storages.TryGetValue(key, out var storage))
        {
            budget.Take(2 * ReadBudget.ObjectCost);
            _storages.Add(key, storage = new PickleStorage(key, elements, count));
        }

        return storage.Type == elements && storage.Count == count
            ? storage
            : throw input.Damaged($"the memory '{ErrorText.Short(key)}' of its tensors is of two kinds");
    }

    private static bool IsAllowed(string module, string name) => module switch
    {
        "collections" => name is "OrderedDict",
        "torch._utils" => name is "_rebuild_tensor" or "_rebuild_tensor_v2" or "_rebuild_tensor_v3" or "_rebuild_parameter",
        "torch" => name is "Size" or "UntypedStorage" || TorchTypes.OfStorage(name) is not null || TorchTypes.OfConstant(name) is not null,
        "torch.storage" => name is "UntypedStorage" or "_UntypedStorage",
        _ => false,
    };

    // A dictionary that says nothing, or none: otherwise the elements mean something else than what is stored.
    private static bool Plain(object?[] more) => more is [] or [null] or [PickleDictionary { Items.Count: 0 }];

    private CheckpointException Special() => new(
        $"The file '{path}' holds a tensor that is stored negated or conjugated; save it after tensor.resolve_neg().resolve_conj().");

    private PickleDictionary Dictionary()
    {
        budget.Take(ReadBudget.ObjectCost / 2);
        return new PickleDictionary();
    }

    // As Python 2 wrote it: a list of lists of two.
    private PickleDictionary Dictionary(List<object?> pairs)
    {
        var dictionary = Dictionary();
        budget.Take(2L * ReadBudget.SlotCost * pairs.Count);
        foreach (var pair in pairs)
        {
            if (pair is not (List<object?> { Count: 2 } or PickleTuple { Items.Length: 2 }))
                throw input.Damaged("its pickle fills a dictionary with something that is no pair");

            var items = pair is PickleTuple tuple ? tuple.Items : [.. (List<object?>)pair];
            dictionary.Add(items[0], items[1]);
        }

        return dictionary;
    }

    private PickleTensor Tensor(object? memory, object? start, object? shape, object? strides, ScalarType? type)
    {
        if (memory is not PickleStorage storage || start is not long first || (storage.Type ?? type) is not { } elements)
            throw input.Damaged("its pickle has a tensor without memory");

        var tensor = new PickleTensor(storage, type ?? elements, first, Extents(shape), Extents(strides));
        budget.Take(ReadBudget.ObjectCost);
        var size = CheckpointEntry.SizeOf(tensor.Type);
        return Fits(tensor, storage.Type is null ? storage.Count / size : storage.Count) && (storage.Type ?? tensor.Type) == tensor.Type
            ? tensor
            : throw input.Damaged(
                $"a tensor of extents [{string.Join(", ", tensor.Shape)}] reaches beyond its memory of {storage.Count} elements");
    }

    private long[] Extents(object? value)
    {
        if (value is not PickleTuple { Items: { Length: <= MostAxes } items })
            throw input.Damaged("its pickle has a tensor without extents");

        budget.Take((ReadBudget.ObjectCost / 2) + (sizeof(long) * items.Length));
        var extents = new long[items.Length];
        for (var i = 0; i < extents.Length; i++)
        {
            extents[i] = items[i] is long extent and >= 0
                ? extent
                : throw input.Damaged("its pickle has a tensor with extents that are none");
        }

        return extents;
    }

    private static bool Fits(PickleTensor tensor, long count)
    {
        if (tensor.Shape.Length != tensor.Strides.Length || tensor.Start < 0 || tensor.Start > count)
            return false;

        if (tensor.Shape.Contains(0))
            return true;

        // As it only grows, it is compared before it can grow beyond 128 bits.
        var last = (Int128)tensor.Start;
        for (var axis = 0; axis < tensor.Shape.Length && last < count; axis++)
            last += (Int128)(tensor.Shape[axis] - 1) * tensor.Strides[axis];

        return last < count;
    }
}
