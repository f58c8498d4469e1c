import QtQuick
import SecureClient
import SecureClient.Model

// Says plainly that this version has no cloud key.
AppPage {
    id: page

    required property ViewModel vm

    viewModel: vm

    EmptyState {
        objectName: "notAvailable"
        iconName: "cloud"
        text: qsTr("本版本尚未提供云密钥。您可以使用移动证书，或连接 USBKey 使用数字证书业务。")
        action: qsTr("移动证书")
        onActionClicked: page.vm.openPage("mobile_cert.home")
    }
}
