namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// Reads pickled dictionaries of tensors. Of the pickle language only those instructions are known that such dictionaries need, and of
/// classes and functions only those of <see cref="PickleGlobal"/>; nothing that a file names is looked up or called.
/// </summary>
/// <remarks>A value may hold itself. Source of the instructions: Python's Lib/pickletools.py, protocols 2 to 5.</remarks>
internal sealed class PickleMachine
{
    private const int LatestProtocol = 5;
    private readonly PickleInput _input;
    private readonly Pickle _pickle;
    private readonly PickleGlobals _globals;
    private readonly ChunkedList<PickleValue> _stack;
    private readonly ChunkedList<int> _marks;
    private readonly ChunkedList<PickleValue> _memo;

    // The tuple that was made last, if it is in one place only, and that place of the memo; -1 for none.
    private PickleValue _latest;
    private int _latestPlace;

    private PickleMachine(FileWindow window, PickleInput input, ReadBudget budget, string path)
    {
        _input = input;
        _pickle = new Pickle(window, budget);
        _globals = new PickleGlobals(input, _pickle, path);
        _stack = new ChunkedList<PickleValue>(budget);
        _marks = new ChunkedList<int>(budget);
        _memo = new ChunkedList<PickleValue>(budget);
    }

    /// <summary>Reads one pickle.</summary>
    /// <param name="window">The file.</param>
    /// <param name="place">Where the pickle begins; then the place behind it.</param>
    /// <param name="end">Where the pickle ends at the latest.</param>
    /// <param name="budget">What may be taken.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The pickle is damaged, or holds something else than tensors, numbers and texts.</exception>
    public static Pickle Read(FileWindow window, ref long place, long end, ReadBudget budget, string path)
    {
        var input = new PickleInput(window, place, end, path);
        var machine = new PickleMachine(window, input, budget, path);
        while (machine.Step())
        {
        }

        place = input.Position;
        machine._pickle.Root = machine.Pop();
        return machine._pickle;
    }

    private bool Step()
    {
        var instruction = _input.Byte();
        switch (instruction)
        {
            case (byte)'.':
                return false;
            case 0x80:
                if (_input.Byte() > LatestProtocol)
                    throw _input.Damaged("its pickle is of an unknown protocol");
                break;
            case 0x95:
                _input.Skip(sizeof(long));
                break;
            case (byte)'(':
                _marks.Add(_stack.Count);
                break;
            case (byte)'q':
                Remember(_input.Byte());
                break;
            case (byte)'r':
                Remember(_input.UInt32());
                break;
            case 0x94:
                Remember((uint)_memo.Count);
                break;
            default:
                _stack.Add(Value(instruction));
                break;
        }

        return true;
    }

    private PickleValue Value(byte instruction) => instruction switch
    {
        (byte)'N' => new PickleValue(PickleKind.None),
        0x88 => new PickleValue(PickleKind.True),
        0x89 => new PickleValue(PickleKind.False),
        (byte)'K' => PickleValue.Of(_input.Byte()),
        (byte)'M' => PickleValue.Of(_input.UInt16()),
        (byte)'J' => PickleValue.Of((int)_input.UInt32()),
        0x8A => PickleValue.Of(_input.Whole(_input.Byte())),
        (byte)'G' => Real(),
        (byte)'X' or (byte)'T' => _input.Text(_input.UInt32()),
        0x8C or (byte)'U' => _input.Text(_input.Byte()),
        (byte)'h' => Recall(_input.Byte()),
        (byte)'j' => Recall(_input.UInt32()),
        (byte)')' => new PickleValue(PickleKind.Tuple),
        0x85 => Tuple(_stack.Count - 1),
        0x86 => Tuple(_stack.Count - 2),
        0x87 => Tuple(_stack.Count - 3),
        (byte)'t' => Tuple(Mark()),
        (byte)']' => _pickle.Create(PickleKind.List),
        (byte)'a' => Append(_stack.Count - 1),
        (byte)'e' => Append(Mark()),
        (byte)'}' => _pickle.Create(PickleKind.Dictionary),
        (byte)'s' => Fill(_stack.Count - 2),
        (byte)'u' => Fill(Mark()),
        (byte)'c' => Named(),
        0x93 => NamedOnStack(),
        (byte)'R' => Call(),
        (byte)'b' => Attributed(),
        (byte)'Q' => Storage(),
        _ => throw _input.Damaged($"its pickle has the instruction 0x{instruction:X2}, which a state_dict does not need"),
    };

    private PickleValue Named()
    {
        Span<byte> module = stackalloc byte[PickleInput.LongestName];
        var line = _input.Line();
        line.CopyTo(module);
        module = module[..line.Length];
        return _globals.Named(module, _input.Line());
    }

    private PickleValue NamedOnStack()
    {
        var (name, module) = (Pop(), Pop());
        if (name.Kind != PickleKind.Text || module.Kind != PickleKind.Text || module.Size > PickleInput.LongestName)
            throw _input.Damaged("its pickle has a name that is no text");

        Span<byte> bytes = stackalloc byte[module.Size];
        _pickle.Bytes(module).CopyTo(bytes);
        return _globals.Named(bytes, _pickle.Bytes(name));
    }

    private PickleValue Call()
    {
        var arguments = Pop();
        var result = _globals.Call(Pop(), arguments);
        Release(arguments);
        return result;
    }

    private PickleValue Storage()
    {
        var reference = Pop();
        var storage = _globals.Storage(reference);
        Release(reference);
        return storage;
    }

    // Most tuples are the arguments of one call. Python remembers each of them as it remembers everything, and never recalls it.
    private void Release(PickleValue tuple)
    {
        if (tuple.Size == 0 || !tuple.Is(_latest))
            return;

        _pickle.Release(tuple);
        _latest = default;
        if (_latestPlace >= 0)
            _memo[_latestPlace] = default;
    }

    // The attributes of a dictionary are the versions of the modules, which older PyTorch did not write: they are left out.
    private PickleValue Attributed()
    {
        Pop();
        return Pop() is { Kind: PickleKind.Dictionary } dictionary
            ? dictionary
            : throw _input.Damaged("its pickle gives attributes to something else than a dictionary");
    }

    private PickleValue Real()
    {
        _input.Skip(sizeof(double));
        return new PickleValue(PickleKind.Other);
    }

    private PickleValue Tuple(int start)
    {
        Require(start);
        if (_stack.Count - start > PickleValue.MostSize)
            throw _input.Damaged("its pickle has a tuple of more values than a state_dict needs");

        var tuple = _pickle.CreateTuple(_stack, start);
        _stack.CutTo(start);
        (_latest, _latestPlace) = (tuple, -1);
        return tuple;
    }

    private PickleValue Append(int start) => MoveInto(PickleKind.List, start, "its pickle adds to something that is no list");

    private PickleValue Fill(int start) => (_stack.Count - start) % 2 == 0
        ? MoveInto(PickleKind.Dictionary, start, "its pickle fills something that is no dictionary")
        : throw _input.Damaged("its pickle fills something that is no dictionary");

    private PickleValue MoveInto(PickleKind kind, int start, string otherwise)
    {
        Require(start);
        Require(start - 1);
        var container = _stack[start - 1];
        if (container.Kind != kind)
            throw _input.Damaged(otherwise);

        for (var i = start; i < _stack.Count; i++)
            _pickle.Append(container, _stack[i]);

        _stack.CutTo(start - 1);
        return container;
    }

    // Where the innermost sequence that is not complete begins.
    private int Floor => _marks.Count > 0 ? _marks[_marks.Count - 1] : 0;

    private void Require(int start)
    {
        if (start < Floor || start > _stack.Count)
            throw _input.Damaged("its pickle takes more from its stack than is there");
    }

    private int Mark()
    {
        if (_marks.Count == 0)
            throw _input.Damaged("its pickle has the end of a sequence without its beginning");

        var mark = Floor;
        _marks.CutTo(_marks.Count - 1);
        return mark;
    }

    private PickleValue Pop()
    {
        Require(_stack.Count - 1);
        var value = _stack[_stack.Count - 1];
        _stack.CutTo(_stack.Count - 1);
        return value;
    }

    // Places are numbered in order; Python 2 begins with the second.
    private void Remember(uint place)
    {
        if (_stack.Count == 0 || place > _memo.Count + 1)
            throw _input.Damaged("its pickle remembers nothing, or out of order");

        while (place >= _memo.Count)
            _memo.Add(default);

        var value = _stack[_stack.Count - 1];
        _memo[(int)place] = value;
        if (!value.Is(_latest))
            return;

        if (_latestPlace < 0)
            _latestPlace = (int)place;
        else
            _latest = default;
    }

    private PickleValue Recall(uint place)
    {
        if (place >= _memo.Count || _memo[(int)place] is not { Kind: not PickleKind.Unset } value)
            throw _input.Damaged("its pickle recalls what it did not remember, or used up");

        if (value.Is(_latest))
            _latest = default;

        return value;
    }
}
