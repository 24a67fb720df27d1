namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>An optimizer or group that has a momentum.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }
    }
}
