using System.Buffers.Binary;
using System.Numerics;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// Reads pickled dictionaries of tensors. Of the pickle language only those instructions are known that such dictionaries need, and of
/// classes and functions only those of <see cref="PickleGlobals"/>; nothing that a file names is looked up or called.
/// </summary>
/// <remarks>
/// Values are null, bool, long, <see cref="BigInteger"/>, double, string, <c>List&lt;object?&gt;</c>, <see cref="PickleTuple"/>,
/// <see cref="PickleDictionary"/>, <see cref="PickleGlobal"/>, <see cref="PickleStorage"/> and <see cref="PickleTensor"/>. A value may hold
/// itself. Source of the instructions: Python's Lib/pickletools.py, protocols 2 to 5.
/// </remarks>
internal sealed class PickleMachine
{
    private const int LatestProtocol = 5;
    private const int BoxCost = 24;
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object Nothing = new();

    // Most numbers are extents, and most extents are small.
    private static readonly object[] Small = [.. Enumerable.Range(0, 1025).Select(static number => (object)(long)number)];

    private readonly PickleInput _input;
    private readonly ReadBudget _budget;
    private readonly PickleGlobals _globals;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly List<object?> _memo = [];
    private int _deepest;

    private PickleMachine(Stream stream, long end, ReadBudget budget, string path)
    {
        _input = new PickleInput(stream, end, budget, path);
        _budget = budget;
        _globals = new PickleGlobals(_input, budget, path);
    }

    /// <summary>Reads one pickle.</summary>
    /// <param name="stream">The file, at the beginning of the pickle; then behind it.</param>
    /// <param name="end">Where the pickle ends at the latest.</param>
    /// <param name="budget">What may be taken.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The pickle is damaged, or holds something else than tensors, numbers and texts.</exception>
    /// <returns>What it holds, and the memory of tensors that it refers to by name.</returns>
    public static (object? Value, IReadOnlyDictionary<string, PickleStorage> Storages) Read(
        Stream stream, long end, ReadBudget budget, string path)
    {
        var machine = new PickleMachine(stream, end, budget, path);
        while (machine.Step())
        {
        }

        return (machine.Pop(), machine._globals.Storages);
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
                Skip(sizeof(long));
                break;
            case (byte)'(':
                _budget.Take(sizeof(int) * 2);
                _marks.Push(_stack.Count);
                break;
            case (byte)'q':
                Remember(_input.Byte());
                break;
            case (byte)'r':
                Remember(UInt32());
                break;
            case 0x94:
                Remember((uint)_memo.Count);
                break;
            case (byte)'h':
                Push(Recall(_input.Byte()));
                break;
            case (byte)'j':
                Push(Recall(UInt32()));
                break;
            default:
                Push(Value(instruction));
                break;
        }

        return true;
    }

    private object? Value(byte instruction) => instruction switch
    {
        (byte)'N' => null,
        0x88 => True,
        0x89 => False,
        (byte)'K' => Whole(_input.Byte()),
        (byte)'M' => Whole(UInt16()),
        (byte)'J' => Whole((int)UInt32()),
        0x8A => Long(_input.Byte()),
        (byte)'G' => Real(),
        (byte)'X' or (byte)'T' => _input.Text(UInt32()),
        0x8C or (byte)'U' => _input.Text(_input.Byte()),
        (byte)')' => PickleTuple.Empty,
        0x85 => Tuple(_stack.Count - 1),
        0x86 => Tuple(_stack.Count - 2),
        0x87 => Tuple(_stack.Count - 3),
        (byte)'t' => Tuple(Mark()),
        (byte)']' => List(),
        (byte)'a' => Append(_stack.Count - 1),
        (byte)'e' => Append(Mark()),
        (byte)'}' => Dictionary(),
        (byte)'s' => Fill(_stack.Count - 2),
        (byte)'u' => Fill(Mark()),
        (byte)'c' => _globals.Named(_input.Line(), _input.Line()),
        0x93 => NamedOnStack(),
        (byte)'R' => Call(),
        (byte)'b' => Attributed(),
        (byte)'Q' => _globals.Storage(Pop()),
        _ => throw _input.Damaged($"its pickle has the instruction 0x{instruction:X2}, which a state_dict does not need"),
    };

    private PickleGlobal NamedOnStack() => Pop() is string name && Pop() is string module
        ? _globals.Named(module, name)
        : throw _input.Damaged("its pickle has a name that is no text");

    private object? Call()
    {
        var arguments = Pop();
        return _globals.Call(Pop(), arguments);
    }

    // The attributes of a dictionary are the versions of the modules, which older PyTorch did not write: they are left out.
    private PickleDictionary Attributed()
    {
        Pop();
        return Pop() as PickleDictionary ?? throw _input.Damaged("its pickle gives attributes to something else than a dictionary");
    }

    private PickleTuple Tuple(int start)
    {
        var items = Take(start);
        return items.Length == 0 ? PickleTuple.Empty : new PickleTuple(items);
    }

    private List<object?> Append(int start)
    {
        var items = Take(start);
        var list = Pop() as List<object?> ?? throw _input.Damaged("its pickle adds to something that is no list");
        _budget.Take((long)ReadBudget.SlotCost * items.Length);
        list.AddRange(items);
        return list;
    }

    private PickleDictionary Fill(int start)
    {
        var items = Take(start);
        if (items.Length % 2 != 0 || Pop() is not PickleDictionary dictionary)
            throw _input.Damaged("its pickle fills something that is no dictionary");

        _budget.Take((long)ReadBudget.SlotCost * items.Length);
        for (var i = 0; i < items.Length; i += 2)
            dictionary.Add(items[i], items[i + 1]);

        return dictionary;
    }

    private object?[] Take(int start)
    {
        if (start < (_marks.Count > 0 ? _marks.Peek() : 0) || start > _stack.Count)
            throw _input.Damaged("its pickle takes more from its stack than is there");

        _budget.Take((ReadBudget.ObjectCost * 3 / 4) + ((_stack.Count - start) * (long)IntPtr.Size));
        var items = new object?[_stack.Count - start];
        _stack.CopyTo(start, items, 0, items.Length);
        _stack.RemoveRange(start, items.Length);
        return items;
    }

    private int Mark() => _marks.TryPop(out var mark)
        ? mark
        : throw _input.Damaged("its pickle has the end of a sequence without its beginning");

    private object? Pop()
    {
        if (_stack.Count <= (_marks.Count > 0 ? _marks.Peek() : 0))
            throw _input.Damaged("its pickle takes more from its stack than is there");

        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private void Push(object? value)
    {
        if (_stack.Count == _deepest)
        {
            _deepest++;
            _budget.Take(ReadBudget.SlotCost);
        }

        _stack.Add(value);
    }

    // Places are numbered in order; Python 2 begins with the second.
    private void Remember(uint place)
    {
        if (_stack.Count == 0 || place > _memo.Count + 1)
            throw _input.Damaged("its pickle remembers nothing, or out of order");

        _budget.Take(ReadBudget.SlotCost);
        while (place >= _memo.Count)
            _memo.Add(Nothing);

        _memo[(int)place] = _stack[^1];
    }

    private object? Recall(uint place) => place < _memo.Count && !ReferenceEquals(_memo[(int)place], Nothing)
        ? _memo[(int)place]
        : throw _input.Damaged("its pickle recalls what it did not remember");

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            _input.Byte();
    }

    private object Whole(long value)
    {
        if (value >= 0 && value < Small.Length)
            return Small[value];

        _budget.Take(BoxCost);
        return value;
    }

    private object Long(int length)
    {
        Span<byte> bytes = stackalloc byte[byte.MaxValue];
        _input.Fill(bytes[..length]);
        var value = new BigInteger(bytes[..length]);
        _budget.Take(BoxCost + length + ReadBudget.ObjectCost);
        if (value >= long.MinValue && value <= long.MaxValue)
            return long.CreateChecked(value);

        return value;
    }

    private double Real()
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        _input.Fill(bytes);
        _budget.Take(BoxCost);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    private List<object?> List()
    {
        _budget.Take(ReadBudget.ObjectCost);
        return [];
    }

    private PickleDictionary Dictionary()
    {
        _budget.Take(ReadBudget.ObjectCost / 2);
        return new PickleDictionary();
    }

    private ushort UInt16() => (ushort)(_input.Byte() | (_input.Byte() << 8));

    private uint UInt32() => UInt16() | ((uint)UInt16() << 16);
}
