"""What can go wrong with stored data."""

from __future__ import annotations

from core.errors import AppError, Text


class DatabaseDamaged(AppError):
    """The database file is not readable; it was moved aside, nothing was deleted."""

    code = "STO-001"
    cause = Text("本机数据文件已损坏，已另存为“{kept}”。", "The local data file is damaged; it was kept as “{kept}”.")
    remedy = Text(
        "应用将使用新的数据文件；如需恢复请联系客服。", "A new file is used; contact support to recover the old one."
    )


class DatabaseTooNew(AppError):
    """The data was written by a newer version of the product."""

    code = "STO-002"
    cause = Text("本机数据由更新版本的应用写入。", "The local data was written by a newer version.")
    remedy = Text("请更新应用后再打开。", "Update the application and open it again.")


class VaultUnreadable(AppError):
    """A secret cannot be decrypted: the device key is another one."""

    code = "STO-003"
    cause = Text(
        "无法读取本机加密数据，设备密钥已变化。", "Local encrypted data cannot be read: the device key changed."
    )
    remedy = Text("请重新登录；证书密钥需要重新办理或补发。", "Sign in again; certificates have to be reissued.")


class DatabaseBusy(AppError):
    """Another process of the product holds the database for longer than anybody should wait."""

    code = "STO-004"
    cause = Text("本机数据正被另一个程序占用。", "The local data is in use by another process.")
    remedy = Text(
        "请关闭本应用的其他窗口后重试，数据没有变化。",
        "Close other windows of the application and try again; nothing was changed.",
    )


class DatabaseNotAccessible(AppError):
    """The system refuses to read or write the database: permissions, a read-only or failing disk."""

    code = "STO-005"
    cause = Text("无法读写本机数据文件“{name}”。", "The local data file “{name}” cannot be read or written.")
    remedy = Text(
        "请检查磁盘及数据文件夹的访问权限后重试，原有数据没有变化。",
        "Check the disk and the folder's permissions and try again; existing data is unchanged.",
    )
