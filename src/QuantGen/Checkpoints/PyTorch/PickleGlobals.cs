using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// What calling the classes and functions means that a pickle may name. None of them is called: tensors, dictionaries and sizes are made
/// from their arguments.
/// </summary>
/// <param name="input">Where errors come from.</param>
/// <param name="pickle">Where what is made goes.</param>
/// <param name="path">The file's name for messages.</param>
internal sealed class PickleGlobals(PickleInput input, Pickle pickle, string path)
{
    private const int MostAxes = 64;

    /// <summary>A name that may stand in a pickle.</summary>
    /// <exception cref="CheckpointException">It may not.</exception>
    public PickleValue Named(ReadOnlySpan<byte> module, ReadOnlySpan<byte> name)
    {
        var index = PickleGlobal.Find(module, name);
        if (index >= 0)
            return new PickleValue(PickleKind.Global, index);

        var text = $"{ErrorText.Short(module)}.{ErrorText.Short(name)}";
        throw new CheckpointException($"The file '{path}' holds more than a state_dict: it names '{text}', which is not looked " +
            "up or called; save the state_dict alone, torch.save(model.state_dict(), path).");
    }

    /// <summary>What a call stands for.</summary>
    /// <exception cref="CheckpointException">What is called is no function, or the arguments are not its own.</exception>
    public PickleValue Call(PickleValue callee, PickleValue arguments)
    {
        if (callee.Kind != PickleKind.Global || arguments.Kind != PickleKind.Tuple)
            throw input.Damaged("its pickle calls something that is no function");

        var global = PickleGlobal.All[callee.Index];
        return (global.Function, arguments.Size, Kind(arguments, 0)) switch
        {
            (PickleFunction.OrderedDict, 0, _) => pickle.Create(PickleKind.Dictionary),
            (PickleFunction.OrderedDict, 1, PickleKind.List) => Dictionary(pickle.Item(arguments, 0)),
            (PickleFunction.Size, 1, PickleKind.Tuple) => pickle.Item(arguments, 0),
            (PickleFunction.Parameter, 3, PickleKind.Tensor) => pickle.Item(arguments, 0),
            (PickleFunction.Tensor, 4, _) => Tensor(arguments, type: null),
            (PickleFunction.TensorWithFlags, >= 6, _) => Plain(arguments, 6) ? Tensor(arguments, type: null) : throw Special(),
            (PickleFunction.TensorWithType, >= 7, _) when Kind(arguments, 6) == PickleKind.Global => Plain(arguments, 7)
                ? Tensor(arguments, PickleGlobal.All[pickle.Item(arguments, 6).Index] is { Function: PickleFunction.Type, Type: var type } ? type : null)
                : throw Special(),
            _ => throw input.Damaged($"its pickle calls '{global}' with arguments that are not its own"),
        };
    }

    /// <summary>The memory that a tuple of <c>'storage'</c>, class, name, device and number of elements stands for.</summary>
    /// <exception cref="CheckpointException">It stands for none.</exception>
    public PickleValue Storage(PickleValue reference)
    {
        // Files of before 2020 have a sixth item, for memory that is a part of another: None in all that PyTorch wrote since 2017.
        if (reference is not { Kind: PickleKind.Tuple, Size: 5 or 6 }
            || !pickle.Is(pickle.Item(reference, 0), "storage"u8)
            || Kind(reference, 1) != PickleKind.Global
            || PickleGlobal.All[pickle.Item(reference, 1).Index] is not { Function: PickleFunction.Storage, Type: var type }
            || pickle.Item(reference, 2) is not { Kind: PickleKind.Text } key
            || pickle.Item(reference, 4) is not { Kind: PickleKind.Number, Number: >= 0 and var count }
            || (reference.Size == 6 && Kind(reference, 5) != PickleKind.None))
        {
            throw input.Damaged("its pickle refers to something that is no memory of a tensor");
        }

        pickle.Storages.Add(new PickleStorage(key, type, count));
        return new PickleValue(PickleKind.Storage, pickle.Storages.Count - 1);
    }

    private PickleKind Kind(PickleValue tuple, int index) => index < tuple.Size ? pickle.Item(tuple, index).Kind : PickleKind.Unset;

    // A dictionary that says nothing, or none: otherwise the elements mean something else than what is stored.
    private bool Plain(PickleValue arguments, int from) => arguments.Size == from
        || (arguments.Size == from + 1 && pickle.Item(arguments, from) is var more
            && (more.Kind == PickleKind.None || (more.Kind == PickleKind.Dictionary && pickle.CountOf(more) == 0)));

    private CheckpointException Special() => new(
        $"The file '{path}' holds a tensor that is stored negated or conjugated; save it after tensor.resolve_neg().resolve_conj().");

    // As Python 2 wrote it: a list of lists of two.
    private PickleValue Dictionary(PickleValue pairs)
    {
        var dictionary = pickle.Create(PickleKind.Dictionary);
        for (var items = pickle.ItemsOf(pairs); items.MoveNext();)
        {
            var pair = items.Current;
            if (pair is { Kind: PickleKind.Tuple, Size: 2 })
            {
                pickle.Append(dictionary, pickle.Item(pair, 0));
                pickle.Append(dictionary, pickle.Item(pair, 1));
            }
            else if (pair.Kind == PickleKind.List && pickle.CountOf(pair) == 2 && pickle.ItemsOf(pair).MoveNext(out var key, out var value))
            {
                pickle.Append(dictionary, key);
                pickle.Append(dictionary, value);
            }
            else
            {
                throw input.Damaged("its pickle fills a dictionary with something that is no pair");
            }
        }

        return dictionary;
    }

    private PickleValue Tensor(PickleValue arguments, ScalarType? type)
    {
        var (memory, start) = (pickle.Item(arguments, 0), pickle.Item(arguments, 1));
        if (memory.Kind != PickleKind.Storage || start.Kind != PickleKind.Number)
            throw input.Damaged("its pickle has a tensor without memory");

        var storage = pickle.Storages[memory.Index];
        if ((type ?? storage.Type) is not { } elements)
            throw input.Damaged("its pickle has a tensor without memory");

        var tensor = new PickleTensor(memory.Index, elements, start.Number, Extents(pickle.Item(arguments, 2)), Extents(pickle.Item(arguments, 3)));
        var size = CheckpointEntry.SizeOf(elements);
        if (!Fits(tensor, storage.Type is null ? storage.Count / size : storage.Count) || (storage.Type ?? elements) != elements)
            throw input.Damaged(
                $"a tensor of extents [{string.Join(", ", pickle.Numbers(tensor.Shape))}] reaches beyond its memory of {storage.Count} elements");

        pickle.Tensors.Add(tensor);
        return new PickleValue(PickleKind.Tensor, pickle.Tensors.Count - 1);
    }

    private PickleValue Extents(PickleValue extents)
    {
        if (extents is not { Kind: PickleKind.Tuple, Size: <= MostAxes })
            throw input.Damaged("its pickle has a tensor without extents");

        for (var i = 0; i < extents.Size; i++)
        {
            if (pickle.Item(extents, i) is not { Kind: PickleKind.Number, Number: >= 0 })
                throw input.Damaged("its pickle has a tensor with extents that are none");
        }

        return extents;
    }

    private bool Fits(PickleTensor tensor, long count)
    {
        if (tensor.Shape.Size != tensor.Strides.Size || tensor.Start < 0 || tensor.Start > count)
            return false;

        // As it only grows, it is compared before it can grow beyond 128 bits.
        var last = (Int128)tensor.Start;
        for (var axis = 0; axis < tensor.Shape.Size; axis++)
        {
            var extent = pickle.Item(tensor.Shape, axis).Number;
            if (extent == 0)
                return true;
            if (last < count)
                last += (Int128)(extent - 1) * pickle.Item(tensor.Strides, axis).Number;
        }

        return last < count;
    }
}
