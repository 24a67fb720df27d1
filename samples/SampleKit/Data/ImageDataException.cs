namespace SampleKit.Data;

/// <summary>Pictures that cannot be had: the message is one sentence that names the file or folder and says what is wrong with it.</summary>
internal sealed class ImageDataException : Exception
{
    public ImageDataException()
    {
    }

    public ImageDataException(string message)
        : base(message)
    {
    }

    public ImageDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
