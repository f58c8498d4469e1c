"""The numbers of PKCS#11 v2.40 (OASIS) and of p11-kit's RPC that the agent knows."""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Call(IntEnum):
    """Calls of the RPC that are answered; all others are refused with `FUNCTION_NOT_SUPPORTED`."""

    ERROR = 0
    INITIALIZE = 1
    FINALIZE = 2
    GET_INFO = 3
    GET_SLOT_LIST = 4
    GET_SLOT_INFO = 5
    GET_TOKEN_INFO = 6
    GET_MECHANISM_LIST = 7
    GET_MECHANISM_INFO = 8
    OPEN_SESSION = 10
    CLOSE_SESSION = 11
    CLOSE_ALL_SESSIONS = 12
    GET_SESSION_INFO = 13
    LOGIN = 18
    LOGOUT = 19
    GET_ATTRIBUTE_VALUE = 24
    FIND_OBJECTS_INIT = 26
    FIND_OBJECTS = 27
    FIND_OBJECTS_FINAL = 28
    DECRYPT_INIT = 33
    DECRYPT = 34
    SIGN_INIT = 42
    SIGN = 43
    SIGN_UPDATE = 44
    SIGN_FINAL = 45


SIGNATURES: dict[Call, tuple[str, str]] = {
    Call.ERROR: ("", "u"),
    Call.INITIALIZE: ("ayyay", ""),
    Call.FINALIZE: ("", ""),
    Call.GET_INFO: ("", "vsusv"),
    Call.GET_SLOT_LIST: ("yfu", "au"),
    Call.GET_SLOT_INFO: ("u", "ssuvv"),
    Call.GET_TOKEN_INFO: ("u", "ssssuuuuuuuuuuuvvs"),
    Call.GET_MECHANISM_LIST: ("ufu", "au"),
    Call.GET_MECHANISM_INFO: ("uu", "uuu"),
    Call.OPEN_SESSION: ("uu", "u"),
    Call.CLOSE_SESSION: ("u", ""),
    Call.CLOSE_ALL_SESSIONS: ("u", ""),
    Call.GET_SESSION_INFO: ("u", "uuuu"),
    Call.LOGIN: ("uuay", ""),
    Call.LOGOUT: ("u", ""),
    Call.GET_ATTRIBUTE_VALUE: ("uufA", "aAu"),
    Call.FIND_OBJECTS_INIT: ("uaA", ""),
    Call.FIND_OBJECTS: ("ufu", "au"),
    Call.FIND_OBJECTS_FINAL: ("u", ""),
    Call.DECRYPT_INIT: ("uMu", ""),
    Call.DECRYPT: ("uayfy", "ay"),
    Call.SIGN_INIT: ("uMu", ""),
    Call.SIGN: ("uayfy", "ay"),
    Call.SIGN_UPDATE: ("uay", ""),
    Call.SIGN_FINAL: ("ufy", "ay"),
}
"""What a request and its response hold, in the letters of p11-kit's rpc-message.h."""


class Rv(IntEnum):
    """CK_RV."""

    OK = 0x00
    SLOT_ID_INVALID = 0x03
    FUNCTION_FAILED = 0x06
    ARGUMENTS_BAD = 0x07
    ATTRIBUTE_TYPE_INVALID = 0x12
    DEVICE_ERROR = 0x30
    DEVICE_REMOVED = 0x32
    ENCRYPTED_DATA_INVALID = 0x40
    FUNCTION_CANCELED = 0x50
    FUNCTION_NOT_SUPPORTED = 0x54
    KEY_HANDLE_INVALID = 0x60
    KEY_TYPE_INCONSISTENT = 0x63
    KEY_FUNCTION_NOT_PERMITTED = 0x68
    MECHANISM_INVALID = 0x70
    MECHANISM_PARAM_INVALID = 0x71
    OBJECT_HANDLE_INVALID = 0x82
    OPERATION_ACTIVE = 0x90
    OPERATION_NOT_INITIALIZED = 0x91
    PIN_INCORRECT = 0xA0
    PIN_LOCKED = 0xA4
    SESSION_COUNT = 0xB1
    SESSION_HANDLE_INVALID = 0xB3
    SESSION_PARALLEL_NOT_SUPPORTED = 0xB4
    TOKEN_NOT_PRESENT = 0xE0
    TOKEN_WRITE_PROTECTED = 0xE2
    USER_ALREADY_LOGGED_IN = 0x100
    USER_NOT_LOGGED_IN = 0x101
    USER_TYPE_INVALID = 0x103
    DATA_LEN_RANGE = 0x21
    BUFFER_TOO_SMALL = 0x150
    CRYPTOKI_NOT_INITIALIZED = 0x190
    FUNCTION_REJECTED = 0x200


class Cka(IntEnum):
    """CK_ATTRIBUTE_TYPE of what is served."""

    CLASS = 0x000
    TOKEN = 0x001
    PRIVATE = 0x002
    LABEL = 0x003
    VALUE = 0x011
    CERTIFICATE_TYPE = 0x080
    ISSUER = 0x081
    SERIAL_NUMBER = 0x082
    TRUSTED = 0x086
    CERTIFICATE_CATEGORY = 0x087
    KEY_TYPE = 0x100
    SUBJECT = 0x101
    ID = 0x102
    SENSITIVE = 0x103
    ENCRYPT = 0x104
    DECRYPT = 0x105
    WRAP = 0x106
    UNWRAP = 0x107
    SIGN = 0x108
    SIGN_RECOVER = 0x109
    VERIFY = 0x10A
    VERIFY_RECOVER = 0x10B
    DERIVE = 0x10C
    START_DATE = 0x110
    END_DATE = 0x111
    MODULUS = 0x120
    MODULUS_BITS = 0x121
    PUBLIC_EXPONENT = 0x122
    EXTRACTABLE = 0x162
    LOCAL = 0x163
    NEVER_EXTRACTABLE = 0x164
    ALWAYS_SENSITIVE = 0x165
    MODIFIABLE = 0x170
    EC_PARAMS = 0x180
    EC_POINT = 0x181
    ALWAYS_AUTHENTICATE = 0x202


class Cko(IntEnum):
    """CK_OBJECT_CLASS."""

    CERTIFICATE = 1
    PUBLIC_KEY = 2
    PRIVATE_KEY = 3


class Ckk(IntEnum):
    """CK_KEY_TYPE."""

    RSA = 0
    EC = 3


class Ckm(IntEnum):
    """CK_MECHANISM_TYPE that keys of this product can do; PKCS#11 has no number for SM2."""

    RSA_PKCS = 0x0001
    RSA_PKCS_OAEP = 0x0009
    RSA_PKCS_PSS = 0x000D
    SHA256_RSA_PKCS = 0x0040
    SHA384_RSA_PKCS = 0x0041
    SHA512_RSA_PKCS = 0x0042
    SHA256 = 0x0250
    ECDSA = 0x1041


class TokenFlag(IntFlag):
    """CK_TOKEN_INFO.flags."""

    WRITE_PROTECTED = 0x002
    LOGIN_REQUIRED = 0x004
    USER_PIN_INITIALIZED = 0x008
    PROTECTED_AUTHENTICATION_PATH = 0x100
    TOKEN_INITIALIZED = 0x400
    USER_PIN_FINAL_TRY = 0x20000
    USER_PIN_LOCKED = 0x40000


CKG_MGF1_SHA256 = 2
CKF_SERIAL_SESSION, CKF_RW_SESSION = 4, 2
CKF_TOKEN_PRESENT, CKF_REMOVABLE_DEVICE = 1, 2
CKF_SIGN, CKF_DECRYPT = 0x800, 0x200
CKU_USER, CKU_CONTEXT_SPECIFIC = 1, 2
CKS_RO_PUBLIC, CKS_RO_USER = 0, 1
UNAVAILABLE = 0xFFFFFFFFFFFFFFFF
"""CK_UNAVAILABLE_INFORMATION."""


class Refused(Exception):
    """A call's answer is a return value other than OK."""

    def __init__(self, rv: Rv) -> None:
        super().__init__(rv.name)
        self.rv = rv
