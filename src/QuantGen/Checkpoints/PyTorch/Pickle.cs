namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// What a pickle holds, in a few tables of small records. Texts are places in the file, which are looked at when they are needed: of most of
/// them nobody wants to know.
/// </summary>
/// <param name="window">The file.</param>
/// <param name="budget">What may be taken.</param>
internal sealed class Pickle(FileWindow window, ReadBudget budget)
{
    private readonly ChunkedList<PickleValue> _items = new(budget);
    private readonly ChunkedList<PickleContainer> _containers = new(budget);
    private readonly ChunkedList<PickleRun> _runs = new(budget);

    /// <summary>The value that the pickle is of.</summary>
    public PickleValue Root { get; set; }

    /// <summary>The references to memory, in the order of the pickle.</summary>
    public ChunkedList<PickleStorage> Storages { get; } = new(budget);

    /// <summary>The tensors, in the order of the pickle.</summary>
    public ChunkedList<PickleTensor> Tensors { get; } = new(budget);

    /// <summary>A value among all that are in tuples, lists and dictionaries.</summary>
    public PickleValue Item(int index) => _items[index];

    /// <summary>A value of a tuple.</summary>
    public PickleValue Item(PickleValue tuple, int index) => _items[tuple.Index + index];

    /// <summary>A run of values.</summary>
    public PickleRun Run(int index) => _runs[index];

    /// <summary>The values in a list or dictionary.</summary>
    public PickleItems ItemsOf(PickleValue container) => new(this, _containers[container.Index].First);

    /// <summary>How many values are in a list, or keys and values in a dictionary.</summary>
    public int CountOf(PickleValue container) => _containers[container.Index].Count;

    /// <summary>Says of a list or dictionary that it was looked at.</summary>
    /// <returns>False when that was said before.</returns>
    public bool See(PickleValue container)
    {
        ref var seen = ref _containers[container.Index];
        var first = !seen.IsSeen;
        seen.IsSeen = true;
        return first;
    }

    /// <summary>A new list or dictionary.</summary>
    public PickleValue Create(PickleKind kind)
    {
        _containers.Add(new PickleContainer());
        return new PickleValue(kind, _containers.Count - 1);
    }

    /// <summary>Puts a value at the end of a list; into a dictionary a key and then its value.</summary>
    public void Append(PickleValue container, PickleValue item)
    {
        ref var target = ref _containers[container.Index];
        if (target.Last < 0 || _runs[target.Last].First + _runs[target.Last].Count != _items.Count)
        {
            _runs.Add(new PickleRun(_items.Count));
            if (target.Last < 0)
                target.First = _runs.Count - 1;
            else
                _runs[target.Last].Next = _runs.Count - 1;

            target.Last = _runs.Count - 1;
        }

        _items.Add(item);
        _runs[target.Last].Count++;
        target.Count++;
    }

    /// <summary>A tuple of the values at the end of a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="start">Where the values begin; at most <see cref="PickleValue.MostSize"/> follow.</param>
    public PickleValue CreateTuple(ChunkedList<PickleValue> stack, int start)
    {
        var tuple = new PickleValue(PickleKind.Tuple, _items.Count, stack.Count - start);
        for (var i = start; i < stack.Count; i++)
            _items.Add(stack[i]);

        return tuple;
    }

    /// <summary>Forgets the values of a tuple that nothing refers to any more, if they are the last ones.</summary>
    public void Release(PickleValue tuple)
    {
        if (tuple.Index + tuple.Size == _items.Count)
            _items.CutTo(tuple.Index);
    }

    /// <summary>The numbers of a tuple.</summary>
    public long[] Numbers(PickleValue tuple)
    {
        if (tuple.Size == 0)
            return [];

        budget.Take(ReadBudget.ArrayCost + (tuple.Size * sizeof(long)));
        var numbers = new long[tuple.Size];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Item(tuple, i).Number;

        return numbers;
    }

    /// <summary>A text in UTF-8, good until something else is looked at.</summary>
    public ReadOnlySpan<byte> Bytes(PickleValue text) => window.At(text.Place, text.Size);

    /// <summary>Whether a value is a text, and which.</summary>
    public bool Is(PickleValue value, ReadOnlySpan<byte> text) => value.Kind == PickleKind.Text && Bytes(value).SequenceEqual(text);

    /// <summary>A text for a message.</summary>
    public string Short(PickleValue text) => ErrorText.Short(Bytes(text));
}
