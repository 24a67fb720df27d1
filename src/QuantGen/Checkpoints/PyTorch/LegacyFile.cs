using System.Globalization;
using System.Numerics;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>
/// Reads what <c>torch.save</c> wrote before PyTorch 1.6, and writes still when told to: five pickles, then the memory of each tensor.
/// </summary>
/// <remarks>
/// The pickles: a number that marks the format, the version of the format, a dictionary about the machine, what was saved, and the list of
/// the names of all memory, in the order in which it follows, each after its number of elements in eight bytes.
/// </remarks>
internal sealed class LegacyFile
{
    private const long Protocol = 1001;
    private const byte LongInstruction = 0x8A;
    private const byte ProtocolInstruction = 0x80;

    // A protocol and a frame may stand before the number.
    private const int LongestStart = 24;
    private static readonly byte[] Magic =
        BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToByteArray();

    private readonly FileWindow _window;
    private readonly ReadBudget _budget;
    private readonly string _path;
    private long _position;

    private LegacyFile(FileWindow window, string path)
    {
        _window = window;
        _budget = new ReadBudget(window.Length, path);
        _path = path;
    }

    /// <summary>Whether a file begins as such a file does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        Span<byte> magic = [LongInstruction, (byte)Magic.Length, .. Magic];
        return start.Length > 0 && start[0] == ProtocolInstruction && start[..Math.Min(start.Length, LongestStart)].IndexOf(magic) > 0;
    }

    /// <summary>Lists the tensors of a state_dict.</summary>
    /// <param name="stream">The file, readable and seekable, which <see cref="Recognises"/>.</param>
    /// <param name="place">Where in the file the state_dict is; null to look for it.</param>
    /// <param name="names">What makes texts of the keys.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged, or holds no state_dict.</exception>
    public static CheckpointContent Read(Stream stream, string? place, KeyNames names, string path)
    {
        using var window = new FileWindow(stream);
        return new LegacyFile(window, path).Read(place, names);
    }

    private CheckpointContent Read(string? place, KeyNames names)
    {
        Next();
        if (Next().Root is not { Kind: PickleKind.Number, Number: Protocol })
            throw Damaged("it does not begin as one of its kind");

        CheckMachine(Next());
        var saved = Next();
        var state = new StateDictFinder(saved, _path).Find(place);
        return state.Locate(LegacyMemories.Read(_window, saved, Next(), ref _position, _budget, _path), names, _budget, _path);
    }

    private void CheckMachine(Pickle machine)
    {
        if (machine.Root.Kind != PickleKind.Dictionary)
            throw Damaged("it does not say what machine wrote it");

        for (var items = machine.ItemsOf(machine.Root); items.MoveNext(out var key, out var value);)
        {
            if (machine.Is(key, "little_endian"u8) && value.Kind == PickleKind.False)
                throw new CheckpointException($"The file '{_path}' was saved on a machine that stores the highest byte of a number first; " +
                    "save it again on another one.");
        }
    }

    private Pickle Next() => PickleMachine.Read(_window, ref _position, _window.Length, _budget, _path);

    private CheckpointException Damaged(string why) => new($"The file '{_path}' is damaged: {why}.");
}
